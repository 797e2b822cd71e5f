using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/quarantine/{id}/admit</c>: a fact leaves quarantine, judged for the whole node (access contract, section 8).</summary>
internal sealed class AdmitFact(SqlEngine engine, ModerationTurn turn)
{
    private const string DefaultReason = "admitted via admin API";

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
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var parameters = call.Query();
        var request = new ModerationRequest(
            call.Caller, call.PathPart("/v1/quarantine/", "/admit"), null, parameters.Text("target_garden_id"), parameters.Text("reason") ?? DefaultReason, "admitted");
        var outcome = await engine.WriteAsync(session => turn.Release(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToAction()) : Reply.Refuse(fault);
    }
}
