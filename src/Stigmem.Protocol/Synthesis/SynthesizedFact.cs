using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Synthesis;

/// <summary>A fact in a summary of a scope.</summary>
public sealed record SynthesizedFact
{
    /// <summary>The fact id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The entity.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>The relation.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>The value.</summary>
    [JsonPropertyName("value")]
    public required SynthesizedValue Value { get; init; }

    /// <summary>The confidence in force.</summary>
    [JsonPropertyName("confidence")]
    public required double Confidence { get; init; }

    /// <summary>When it was asserted.</summary>
    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }

    /// <summary>When it ends; null for never.</summary>
    [JsonPropertyName("valid_until")]
    public required string? ValidUntil { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonPropertyName("is_expired")]
    public required bool IsExpired { get; init; }

    /// <summary>Its age in seconds.</summary>
    [JsonPropertyName("age_seconds")]
    public required double AgeSeconds { get; init; }

    /// <summary>Whether a live fact contradicts it.</summary>
    [JsonPropertyName("contradicted")]
    public required bool Contradicted { get; init; }

    /// <summary>Its source.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }
}
