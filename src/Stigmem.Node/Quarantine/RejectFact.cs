using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/quarantine/{id}/reject</c>: a fact is turned down, judged for the whole node.</summary>
internal sealed class RejectFact(SqlEngine engine, ModerationTurn turn)
{
    private const string DefaultReason = "rejected via admin API";

    public static readonly Operation Operation = new(
        "POST", "/v1/quarantine/{fact_id}/reject", "reject_fact_v1_quarantine__fact_id__reject_post", "quarantine", "Reject a fact in quarantine")
    {
        Answer = typeof(QuarantineRejectionResponse),
        Refusals = [403, 404, 409],
        Parameters = [new("reason", "string", "Why.")],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var parameters = call.Query();
        var request = new ModerationRequest(
            call.Caller, call.PathPart("/v1/quarantine/", "/reject"), null, null, parameters.Text("reason") ?? DefaultReason, "rejected");
        var outcome = await engine.WriteAsync(session => turn.Reject(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToRejection()) : Reply.Refuse(fault);
    }
}
