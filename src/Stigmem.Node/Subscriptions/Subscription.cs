using Stigmem.Core.Subscriptions;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Subscriptions;

/// <summary>Who wants to be told of what, and how. What changes with deliveries is in <see cref="DeliveryState"/>.</summary>
internal sealed record Subscription
{
    /// <summary>Its number in the store, in the order of creation.</summary>
    public long Number { get; init; }

    /// <summary>The number of the channel that it listens to.</summary>
    public long Channel { get; init; }

    public required Guid Id { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The entity that made it.</summary>
    public required string Subscriber { get; init; }

    /// <summary>What the key that made it may do; no other key of the subscriber widens that.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>The scopes of the key that made it.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary>The scope or the normalized name.</summary>
    public required string Target { get; init; }

    public required TargetKind Kind { get; init; }

    /// <summary>The garden, if it watches one.</summary>
    public Guid? Garden { get; init; }

    public required ChangeAction OnChange { get; init; }

    /// <summary>A URL or an identity; empty for a stream.</summary>
    public required string Address { get; init; }

    public string? IdempotencyKey { get; init; }

    public EventFilter Filter { get; init; }

    public bool IncludesPeers { get; init; }

    /// <summary>The secret of a webhook's signatures.</summary>
    public string? Secret { get; init; }

    public required long CreatedMicroseconds { get; init; }

    /// <summary>Facts behind this place in the log count.</summary>
    public long After { get; init; }

    /// <summary>Whether a caller made it.</summary>
    public bool BelongsTo(Principal caller) => Tenant == caller.Tenant && Subscriber == caller.EntityUri;

    /// <summary>Whether it asks for the same as another, from the same subscriber.</summary>
    public bool AsksForTheSame(Subscription other) =>
        Target == other.Target && Kind == other.Kind && OnChange == other.OnChange && Address == other.Address
        && Filter == other.Filter && IncludesPeers == other.IncludesPeers;

    public override string ToString() => $"subscription {Id}";
}
