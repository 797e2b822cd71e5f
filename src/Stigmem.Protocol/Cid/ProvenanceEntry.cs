using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>A fact that another was derived from.</summary>
public sealed record ProvenanceEntry
{
    /// <summary>The hash that was given; may be empty.</summary>
    [JsonPropertyName("hash")]
    public required string Hash { get; init; }

    /// <summary>The fact, if it was found and may be read.</summary>
    [JsonPropertyName("fact_id")]
    public required string? FactId { get; init; }

    /// <summary>What it is about.</summary>
    [JsonPropertyName("entity")]
    public required string? Entity { get; init; }

    /// <summary>True if it was found.</summary>
    [JsonPropertyName("exists")]
    public required bool Exists { get; init; }
}
