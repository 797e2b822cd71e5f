using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>DELETE /v1/subscriptions/{id}</c>: ends one of the caller's own.</summary>
internal sealed class DeleteSubscription(SqlEngine engine, SubscriptionAccess access, SubscriptionDirectory directory, EventBells bells, AuditLog audit)
{
    public static readonly Operation Operation = new(
        "DELETE", "/v1/subscriptions/{subscription_id}", "delete_subscription_v1_subscriptions__subscription_id__delete", "subscriptions", "End one of your subscriptions")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!access.Find(call).TryGet(out var one, out var fault))
            return Reply.Refuse(fault);
        await engine.WriteAsync(session =>
        {
            if (directory.Remove(session, one))
                audit.Append(session, call.Caller, "subscription_delete", ("subscription_id", one.Id.ToString()));
            return true;
        });
        bells.Ring(one.Number);
        return Reply.NoContent;
    }
}
