using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>An event on its way: the body of a webhook call, and the data of a stream's event.</summary>
public sealed record SubscriptionDelivery
{
    /// <summary>The id of the event.</summary>
    [JsonPropertyName("event_id")]
    public required string EventId { get; init; }

    /// <summary>The same: an event may arrive twice, and is to be taken once.</summary>
    [JsonPropertyName("idempotency_key")]
    public required string IdempotencyKey { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonPropertyName("subscription_id")]
    public required string SubscriptionId { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>The fact.</summary>
    [JsonPropertyName("fact")]
    public required SubscriptionPayload Fact { get; init; }
}
