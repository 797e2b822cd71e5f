using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/gardens/{g}/promote</c>: a moderator frees a fact from a quarantine garden.</summary>
internal sealed class PromoteInGarden(SqlEngine engine, ModerationTurn turn)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/gardens/{garden_slug_or_id}/promote", "promote_fact_v1_gardens__garden_slug_or_id__promote_post", "gardens", "Promote a fact from a quarantine garden")
    {
        Body = typeof(QuarantinePromoteRequest),
        Answer = typeof(QuarantineActionResponse),
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var (request, refusal) = await ModerationReader.BodyAsync(call, "promoted", hasTarget: true);
        if (request is null)
            return refusal!;
        var outcome = await engine.WriteAsync(session => turn.Release(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToAction()) : Reply.Refuse(fault);
    }
}
