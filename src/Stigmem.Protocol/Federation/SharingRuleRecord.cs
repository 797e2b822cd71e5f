using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A sharing rule.</summary>
public sealed record SharingRuleRecord
{
    /// <summary>What the operator calls it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>How the entity begins; null matches every one.</summary>
    [JsonPropertyName("entity_prefix")]
    public string? EntityPrefix { get; init; }

    /// <summary>The relation; null matches every one.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    /// <summary>The source; null matches every one.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>The scope; null matches every one.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>The node ids of the peers that may have what it matches; an empty list keeps it at home.</summary>
    [JsonPropertyName("peers")]
    public required IReadOnlyList<string> Peers { get; init; }
}
