using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Subscriptions;

/// <summary>
/// What an event tells of its fact. A blocked one has <see cref="FactId"/> and <see cref="Redacted"/> and nothing else.
/// </summary>
public sealed record SubscriptionPayload
{
    /// <summary>The id of a fact that the subscriber may not see.</summary>
    [JsonPropertyName("fact_id")]
    public string? FactId { get; init; }

    /// <summary>Whether the fact is kept back.</summary>
    [JsonPropertyName("redacted")]
    public bool Redacted { get; init; }

    /// <summary>The id of the fact.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Its entity.</summary>
    [JsonPropertyName("entity")]
    public string? Entity { get; init; }

    /// <summary>Its relation.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    /// <summary>The type of its value.</summary>
    [JsonPropertyName("value_type")]
    public string? ValueType { get; init; }

    /// <summary>Its value, as text.</summary>
    [JsonPropertyName("value_v")]
    public string? ValueV { get; init; }

    /// <summary>Who says it.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>When it was said.</summary>
    [JsonPropertyName("timestamp")]
    public string? Timestamp { get; init; }

    /// <summary>Its scope.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>Its confidence; 0 takes back what was said.</summary>
    [JsonPropertyName("confidence")]
    public double? Confidence { get; init; }

    /// <summary>The UUID of its garden.</summary>
    [JsonPropertyName("garden_id")]
    public string? GardenId { get; init; }

    /// <summary>The patterns of instructions to a model that its text matches; absent when there are none.</summary>
    [JsonPropertyName("sanitizer_warnings")]
    public IReadOnlyList<string>? SanitizerWarnings { get; init; }

    /// <summary>The conflict that was detected.</summary>
    [JsonPropertyName("conflict_id")]
    public string? ConflictId { get; init; }

    /// <summary>The fact on the other side of it.</summary>
    [JsonPropertyName("contradicts")]
    public string? Contradicts { get; init; }
}
