using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>The line on stderr by which a node wakes an identity.</summary>
public sealed record SubscriptionWakeLine
{
    /// <summary>Who, and for what.</summary>
    [JsonPropertyName("stigmem_wake")]
    public required SubscriptionWake Wake { get; init; }
}
