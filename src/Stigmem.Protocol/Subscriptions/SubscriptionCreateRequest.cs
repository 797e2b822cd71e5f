using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>What somebody wants to be told of, and how.</summary>
public sealed record SubscriptionCreateRequest
{
    /// <summary>A scope, an entity or the URI of a garden; <c>scope:</c> or <c>entity:</c> before it says which is meant.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary><c>webhook</c>, <c>wake</c>, or <c>stream</c>, which is an addition to the reference.</summary>
    [JsonPropertyName("on_change")]
    public required string OnChange { get; init; }

    /// <summary>The URL of a webhook or the identity to wake; a stream needs none.</summary>
    [JsonPropertyName("delivery_address")]
    public string? DeliveryAddress { get; init; }

    /// <summary>The same key gives the same subscription.</summary>
    [JsonPropertyName("idempotency_key")]
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// Some of <c>fact_assert</c>, <c>fact_retract</c> and <c>contradiction_detected</c>; null tells of every assert as <c>fact_asserted</c>,
    /// as the reference does.
    /// </summary>
    [JsonPropertyName("event_filter")]
    public IReadOnlyList<string>? EventFilter { get; init; }

    /// <summary>Whether facts that peers sent are told of, too.</summary>
    [JsonPropertyName("include_peers")]
    public bool IncludePeers { get; init; }
}
