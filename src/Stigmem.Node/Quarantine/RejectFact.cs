using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/quarantine/{id}/reject</c>: a fact is turned down, judged for the whole node.</summary>
internal sealed class RejectFact(SqlEngine engine, ModerationTurn turn)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/quarantine/{fact_id}/reject", "reject_fact_v1_quarantine__fact_id__reject_post", "quarantine", "Reject a fact in quarantine")
    {
        Answer = typeof(QuarantineRejectionResponse),
        Refusals = [403, 404, 409],
        Parameters = [new("reason", "string", "Why.")],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var (request, refusal) = ModerationReader.Query(call, "reject", "rejected", hasTarget: false);
        if (request is null)
            return refusal!;
        var outcome = await engine.WriteAsync(session => turn.Reject(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToRejection()) : Reply.Refuse(fault);
    }
}
