using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/gardens/{g}/reject</c>: a moderator turns down a fact in a quarantine garden.</summary>
internal sealed class RejectInGarden(SqlEngine engine, ModerationTurn turn)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/gardens/{garden_slug_or_id}/reject", "reject_fact_v1_gardens__garden_slug_or_id__reject_post", "gardens", "Reject a fact in a quarantine garden")
    {
        Body = typeof(QuarantineRejectRequest),
        Answer = typeof(QuarantineRejectionResponse),
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var (request, refusal) = await ModerationReader.BodyAsync(call, "rejected", hasTarget: false);
        if (request is null)
            return refusal!;
        var outcome = await engine.WriteAsync(session => turn.Reject(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToRejection()) : Reply.Refuse(fault);
    }
}
