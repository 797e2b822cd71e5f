using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cards;

/// <summary>What the caller may know of an entity, at a glance (Operations contract, section 3).</summary>
public sealed record MemoryCardResponse
{
    /// <summary>The entity, normalized; of an alias, the entity that it stands for.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>The scope of its facts.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>The surest facts as text, one a line.</summary>
    [JsonPropertyName("summary")]
    public required string Summary { get; init; }

    /// <summary>SHA-256 of the id of each fact in the summary, as hex digits.</summary>
    [JsonPropertyName("fact_hashes")]
    public required IReadOnlyList<string> FactHashes { get; init; }

    /// <summary>The confidence of the facts, weighed by the trust of their sources.</summary>
    [JsonPropertyName("avg_confidence")]
    public required double AvgConfidence { get; init; }

    /// <summary>When the card was made.</summary>
    [JsonPropertyName("refreshed_at")]
    public string? RefreshedAt { get; init; }

    /// <summary>Whether facts have changed since.</summary>
    [JsonPropertyName("is_stale")]
    public bool IsStale { get; init; }

    /// <summary>Whether some of the facts cannot both hold.</summary>
    [JsonPropertyName("has_contradictions")]
    public bool HasContradictions { get; init; }

    /// <summary>Patterns of suspect text that the facts match.</summary>
    [JsonPropertyName("sanitizer_warnings")]
    public IReadOnlyList<string> SanitizerWarnings { get => field ?? []; init; }
}
