using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>An event of a subscription and what became of it.</summary>
public sealed record SubscriptionEventRecord
{
    /// <summary>Its id; also the idempotency key of its deliveries.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonPropertyName("subscription_id")]
    public required string SubscriptionId { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>The entity of the fact; null when the reader may not see the fact any more.</summary>
    [JsonPropertyName("entity_uri")]
    public string? EntityUri { get; init; }

    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public string? FactId { get; init; }

    /// <summary>What is told of it, judged anew at each reading.</summary>
    [JsonPropertyName("payload")]
    public required SubscriptionPayload Payload { get; init; }

    /// <summary>When the event was recorded.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When it was delivered.</summary>
    [JsonPropertyName("delivered_at")]
    public string? DeliveredAt { get; init; }

    /// <summary><c>pending</c>, <c>delivering</c>, <c>delivered</c> or <c>failed</c>.</summary>
    [JsonPropertyName("delivery_status")]
    public required string DeliveryStatus { get; init; }

    /// <summary>How often delivery was tried.</summary>
    [JsonPropertyName("delivery_attempts")]
    public required int DeliveryAttempts { get; init; }
}
