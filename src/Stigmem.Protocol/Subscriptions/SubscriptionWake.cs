using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>What a subscription that wakes tells.</summary>
public sealed record SubscriptionWake
{
    /// <summary>The id of the event.</summary>
    [JsonPropertyName("event_id")]
    public required string EventId { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonPropertyName("subscription_id")]
    public required string SubscriptionId { get; init; }

    /// <summary>The subscriber.</summary>
    [JsonPropertyName("subscriber_identity")]
    public required string SubscriberIdentity { get; init; }

    /// <summary>Whom to wake.</summary>
    [JsonPropertyName("delivery_address")]
    public required string DeliveryAddress { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>The fact.</summary>
    [JsonPropertyName("fact")]
    public required SubscriptionPayload Fact { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("ts")]
    public required string Ts { get; init; }
}
