using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>A page of events, oldest first.</summary>
public sealed record SubscriptionEventsResponse
{
    /// <summary>The events.</summary>
    [JsonPropertyName("events")]
    public required IReadOnlyList<SubscriptionEventRecord> Events { get; init; }

    /// <summary>How many are on the page.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    [JsonPropertyName("cursor")]
    public string? Cursor { get; init; }
}
