using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>POST /v1/gardens/{g}/promote</c>: a moderator frees a fact from a quarantine garden.</summary>
internal sealed class PromoteInGarden(SqlEngine engine, ModerationTurn turn)
{
    private const string DefaultReason = "promoted";

    public static readonly Operation Operation = new(
        "POST", "/v1/gardens/{garden_slug_or_id}/promote", "promote_fact_v1_gardens__garden_slug_or_id__promote_post", "gardens", "Promote a fact from a quarantine garden")
    {
        Body = typeof(QuarantinePromoteRequest),
        Answer = typeof(QuarantineActionResponse),
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var factId = body.Object.RequiredText("fact_id", least: 1);
        var target = body.Object.OptionalText("target_garden_id");
        var reason = body.Object.Text("reason", "");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var request = new ModerationRequest(
            call.Caller, factId, GardenPath.Of(call).Garden, string.IsNullOrEmpty(target) ? null : target, reason.Length > 0 ? reason : DefaultReason, "promoted");
        var outcome = await engine.WriteAsync(session => turn.Release(session, request));
        return outcome.TryGet(out var done, out var fault) ? Reply.Ok(done.ToAction()) : Reply.Refuse(fault);
    }
}
