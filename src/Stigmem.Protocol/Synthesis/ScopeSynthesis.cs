using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Synthesis;

/// <summary>The surest facts of a scope (Operations contract, section 8). Counts and times are of the facts in it.</summary>
public sealed record ScopeSynthesis
{
    /// <summary>The scope.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>How many facts are in it.</summary>
    [JsonPropertyName("fact_count")]
    public required int FactCount { get; init; }

    /// <summary>The facts, sure ones first.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<SynthesizedFact> Facts { get; init; }

    /// <summary>How many of them are contradicted.</summary>
    [JsonPropertyName("contradiction_count")]
    public required int ContradictionCount { get; init; }

    /// <summary>Their mean confidence; 0 for none.</summary>
    [JsonPropertyName("mean_confidence")]
    public required double MeanConfidence { get; init; }

    /// <summary>When the newest was asserted.</summary>
    [JsonPropertyName("freshest_timestamp")]
    public required string? FreshestTimestamp { get; init; }

    /// <summary>When the oldest was asserted.</summary>
    [JsonPropertyName("oldest_timestamp")]
    public required string? OldestTimestamp { get; init; }

    /// <summary>How many of them have expired.</summary>
    [JsonPropertyName("expired_fact_count")]
    public required int ExpiredFactCount { get; init; }

    /// <summary>When the summary was made.</summary>
    [JsonPropertyName("synthesized_at")]
    public required string SynthesizedAt { get; init; }
}
