using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/quarantine/{id}/admit</c>: a fact leaves quarantine, judged for the whole node (access contract, section 8).</summary>
internal sealed class AdmitFact(SqlEngine engine, ModerationTurn turn)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/quarantine/{fact_id}/admit", "admit_fact_v1_quarantine__fact_id__admit_post", "quarantine", "Admit a fact from quarantine")
    {
        Answer = typeof(QuarantineActionResponse),
        Refusals = [403, 404, 409],
        Parameters =
        [
            new("target_garden_id", "string", "Where it goes, by UUID or slug; absent leaves it where it was written."),
            new("reason", "string", "Why."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var (request, refusal) = ModerationReader.Query(call, "admit", "admitted", hasTarget: true);
        if (request is null)
            return refusal!;
        var outcome = await engine.WriteAsync(session => turn.Release(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToAction()) : Reply.Refuse(fault);
    }
}
