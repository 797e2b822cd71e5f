using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>GET /v1/subscriptions</c>: the caller's own, newest first.</summary>
internal sealed class ListSubscriptions(SubscriptionAccess access)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/subscriptions", "list_subscriptions_v1_subscriptions_get", "subscriptions", "List your subscriptions, newest first")
    {
        Answer = typeof(SubscriptionListResponse),
        Refusals = [403],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Read))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "read permission required"));
        var own = access.Of(call.Caller).Select(access.Record).ToList();
        return ValueTask.FromResult(Reply.Ok(new SubscriptionListResponse { Subscriptions = own, Total = own.Count }));
    }
}
