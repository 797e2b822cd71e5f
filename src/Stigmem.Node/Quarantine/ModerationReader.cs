using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quarantine;

/// <summary>
/// Reads what a moderator decided, from the body of a garden's route or the query of the node's own; either the
/// request or the answer that refuses it.
/// </summary>
internal static class ModerationReader
{
    private static readonly IResult NeedsWrite = Reply.Refuse(FaultCode.PermissionRequired, "write permission required");

    /// <summary>The body of <c>/v1/gardens/{g}/promote</c> or <c>reject</c>; without a reason, the action is the reason.</summary>
    /// <param name="call">The call.</param>
    /// <param name="action">The word for the decision.</param>
    /// <param name="hasTarget">Whether the fact can go to another garden.</param>
    public static async ValueTask<(ModerationRequest? Request, IResult? Refusal)> BodyAsync(Call call, string action, bool hasTarget)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return (null, body.Refusal);
        var factId = body.Object.RequiredText("fact_id", least: 1);
        var target = hasTarget ? body.Object.OptionalText("target_garden_id") : null;
        var reason = body.Object.Text("reason", "");
        if (body.Errors.Any)
            return (null, body.Refusal);
        if (!call.Caller.Has(Permissions.Write))
            return (null, NeedsWrite);
        return (
            new ModerationRequest(
                call.Caller, factId, GardenPath.Of(call).Garden, string.IsNullOrEmpty(target) ? null : target, reason.Length > 0 ? reason : action, action),
            null);
    }

    /// <summary>The query of <c>/v1/quarantine/{id}/admit</c> or <c>reject</c>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="verb">The last part of the path.</param>
    /// <param name="action">The word for the decision.</param>
    /// <param name="hasTarget">Whether the fact can go to another garden.</param>
    public static (ModerationRequest? Request, IResult? Refusal) Query(Call call, string verb, string action, bool hasTarget)
    {
        if (!call.Caller.Has(Permissions.Write))
            return (null, NeedsWrite);
        var query = call.Query();
        return (
            new ModerationRequest(
                call.Caller, call.PathPart("/v1/quarantine/", $"/{verb}"), null, hasTarget ? query.Text("target_garden_id") : null,
                query.Text("reason") ?? $"{action} via admin API", action),
            null);
    }
}
