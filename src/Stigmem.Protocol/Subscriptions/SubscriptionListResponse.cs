using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>The caller's subscriptions.</summary>
public sealed record SubscriptionListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("subscriptions")]
    public required IReadOnlyList<SubscriptionRecord> Subscriptions { get; init; }

    /// <summary>How many there are.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }
}
