using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Synthesis;

/// <summary>What the facts of one tuple say together. Facts of a garden are apart from those outside.</summary>
public sealed record SynthesizedTuple
{
    /// <summary>The entity.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>The relation.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>The garden of the facts; null outside of gardens.</summary>
    [JsonPropertyName("garden_id")]
    public required string? GardenId { get; init; }

    /// <summary>The value of the preferred fact: the one of most confidence, then the latest.</summary>
    [JsonPropertyName("value")]
    public required FactValueRecord Value { get; init; }

    /// <summary>The id of that fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Its source.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>Its confidence.</summary>
    [JsonPropertyName("confidence")]
    public required double Confidence { get; init; }

    /// <summary>The trust of its source; null where trust is off.</summary>
    [JsonPropertyName("source_trust")]
    public required double? SourceTrust { get; init; }

    /// <summary>When it was asserted.</summary>
    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }

    /// <summary>When it ends; null for never.</summary>
    [JsonPropertyName("valid_until")]
    public required string? ValidUntil { get; init; }

    /// <summary>Whether a live fact says something that cannot hold together with it.</summary>
    [JsonPropertyName("contradicted")]
    public required bool Contradicted { get; init; }

    /// <summary>The best value beside the preferred one; null when all say the same.</summary>
    [JsonPropertyName("alt_value")]
    public required FactValueRecord? AltValue { get; init; }

    /// <summary>The id of the fact that says so.</summary>
    [JsonPropertyName("alt_fact_id")]
    public required string? AltFactId { get; init; }

    /// <summary>Its confidence.</summary>
    [JsonPropertyName("alt_confidence")]
    public required double? AltConfidence { get; init; }

    /// <summary>How many facts stand in the tuple.</summary>
    [JsonPropertyName("fact_count")]
    public required int FactCount { get; init; }

    /// <summary>How many of them say what the preferred one says.</summary>
    [JsonPropertyName("agreeing_count")]
    public required int AgreeingCount { get; init; }

    /// <summary>Patterns of suspect text that the two values match.</summary>
    [JsonPropertyName("sanitizer_warnings")]
    public required IReadOnlyList<string> SanitizerWarnings { get; init; }
}
