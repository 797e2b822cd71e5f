using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions.Sql;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>Subscriptions as their owners see them; nobody else knows that they exist.</summary>
internal sealed class SubscriptionAccess(SqlEngine engine, SubscriptionDirectory directory)
{
    public const string Prefix = "/v1/subscriptions/";
    private static readonly Fault NotFound = new(FaultCode.NotFound, "subscription not found");

    /// <summary>The subscription that a path names, if the caller made it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tail">What follows the id in the path.</param>
    public Outcome<Subscription> Find(Call call, string tail = "")
    {
        if (!call.Caller.Has(Permissions.Read))
            return new Fault(FaultCode.PermissionRequired, "read permission required");
        return Guid.TryParseExact(call.PathPart(Prefix, tail), "D", out var id) && directory.Current.Find(id) is { } one && one.BelongsTo(call.Caller) ? one : NotFound;
    }

    /// <summary>The caller's subscriptions, newest first.</summary>
    public IEnumerable<Subscription> Of(Principal caller) => directory.Current.All.Values.Where(one => one.BelongsTo(caller)).Reverse();

    /// <summary>The record of a subscription.</summary>
    public SubscriptionRecord Record(Subscription one)
    {
        using var lease = engine.Read();
        return Record(one, SubscriptionRows.StateOf(lease.Session, one.Number) ?? default);
    }

    /// <summary>The record of a subscription in a state.</summary>
    public static SubscriptionRecord Record(Subscription one, DeliveryState state) => new()
    {
        Id = one.Id.ToString(),
        SubscriberIdentity = one.Subscriber,
        Target = one.Target,
        TargetKind = one.Kind.Name(),
        OnChange = one.OnChange.Name(),
        DeliveryAddress = one.Address,
        IdempotencyKey = one.IdempotencyKey,
        CreatedAt = Instants.Format(one.CreatedMicroseconds),
        LastDeliveredAt = state.LastMicroseconds is { } last ? Instants.Format(last) : null,
        CircuitOpen = state.IsOpen,
        ConsecutiveFailures = state.Failures,
        EventFilter = one.Filter.Names(),
        IncludePeers = one.IncludesPeers,
    };
}
