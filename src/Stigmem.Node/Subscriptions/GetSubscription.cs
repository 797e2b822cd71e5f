using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>GET /v1/subscriptions/{id}</c>: one of the caller's own.</summary>
internal sealed class GetSubscription(SubscriptionAccess access)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/subscriptions/{subscription_id}", "get_subscription_v1_subscriptions__subscription_id__get", "subscriptions", "Get one of your subscriptions")
    {
        Answer = typeof(SubscriptionRecord),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) =>
        ValueTask.FromResult(access.Find(call).TryGet(out var one, out var fault) ? Reply.Ok(access.Record(one)) : Reply.Refuse(fault));
}
