using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Sdk.Subscriptions;

/// <summary>What to be told of, and how. Make one with <see cref="Webhook"/>, <see cref="Wake"/> or <see cref="Stream"/>.</summary>
public sealed record NewSubscription
{
    private NewSubscription(string target, string onChange, string? address) => (Target, OnChange, DeliveryAddress) = (target, onChange, address);

    /// <summary>A scope, an entity or the URI of a garden.</summary>
    public string Target { get; }

    /// <summary><c>webhook</c>, <c>wake</c> or <c>stream</c>.</summary>
    public string OnChange { get; }

    /// <summary>The URL or the identity.</summary>
    public string? DeliveryAddress { get; }

    /// <summary>The same key gives the same subscription.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Some of <c>fact_assert</c>, <c>fact_retract</c> and <c>contradiction_detected</c>; null for every assert.</summary>
    public IReadOnlyList<string>? EventFilter { get; init; }

    /// <summary>Whether facts that peers sent are told of, too.</summary>
    public bool IncludePeers { get; init; }

    /// <summary>The node calls a URL.</summary>
    public static NewSubscription Webhook(string target, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new(target, "webhook", url.AbsoluteUri);
    }

    /// <summary>The node writes a line that names an identity to wake.</summary>
    public static NewSubscription Wake(string target, string identity) => new(target, "wake", identity);

    /// <summary>The subscriber follows the stream.</summary>
    public static NewSubscription Stream(string target) => new(target, "stream", null);

    internal SubscriptionCreateRequest ToRequest() => new()
    {
        Target = Target, OnChange = OnChange, DeliveryAddress = DeliveryAddress, IdempotencyKey = IdempotencyKey, EventFilter = EventFilter, IncludePeers = IncludePeers,
    };
}
