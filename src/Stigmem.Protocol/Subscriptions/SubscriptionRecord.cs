using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>A subscription, as its owner sees it.</summary>
public sealed record SubscriptionRecord
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    [JsonPropertyName("subscriber_identity")]
    public required string SubscriberIdentity { get; init; }

    /// <summary>What it watches, normalized.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary><c>scope</c>, <c>entity</c> or <c>garden</c>.</summary>
    [JsonPropertyName("target_kind")]
    public required string TargetKind { get; init; }

    /// <summary><c>webhook</c>, <c>wake</c> or <c>stream</c>.</summary>
    [JsonPropertyName("on_change")]
    public required string OnChange { get; init; }

    /// <summary>Where events go; empty for a stream.</summary>
    [JsonPropertyName("delivery_address")]
    public required string DeliveryAddress { get; init; }

    /// <summary>The key that it was made under.</summary>
    [JsonPropertyName("idempotency_key")]
    public string? IdempotencyKey { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When the last event arrived.</summary>
    [JsonPropertyName("last_delivered_at")]
    public string? LastDeliveredAt { get; init; }

    /// <summary>Whether deliveries are paused because too many failed in a row.</summary>
    [JsonPropertyName("circuit_open")]
    public required bool CircuitOpen { get; init; }

    /// <summary>How many deliveries in a row failed.</summary>
    [JsonPropertyName("consecutive_failures")]
    public required int ConsecutiveFailures { get; init; }

    /// <summary>The types that were asked for; null means those of the reference.</summary>
    [JsonPropertyName("event_filter")]
    public IReadOnlyList<string>? EventFilter { get; init; }

    /// <summary>Whether facts that peers sent are told of, too.</summary>
    [JsonPropertyName("include_peers")]
    public bool IncludePeers { get; init; }

    /// <summary>The secret of a webhook's signatures; only the answer that made the subscription has it.</summary>
    [JsonPropertyName("secret")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
}
