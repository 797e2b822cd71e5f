using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/gardens/{g}/reject</c>: a moderator turns down a fact in a quarantine garden.</summary>
internal sealed class RejectInGarden(SqlEngine engine, ModerationTurn turn)
{
    private const string DefaultReason = "rejected";

    public static readonly Operation Operation = new(
        "POST", "/v1/gardens/{garden_slug_or_id}/reject", "reject_fact_v1_gardens__garden_slug_or_id__reject_post", "gardens", "Reject a fact in a quarantine garden")
    {
        Body = typeof(QuarantineRejectRequest),
        Answer = typeof(QuarantineRejectionResponse),
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var factId = body.Object.RequiredText("fact_id", least: 1);
        var reason = body.Object.Text("reason", "");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var request = new ModerationRequest(
            call.Caller, factId, GardenPath.Of(call).Garden, null, reason.Length > 0 ? reason : DefaultReason, "rejected");
        var outcome = await engine.WriteAsync(session => turn.Reject(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToRejection()) : Reply.Refuse(fault);
    }
}
