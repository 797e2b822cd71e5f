using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Graph;

/// <summary>Entities that facts connect with one (Operations contract, section 4).</summary>
public sealed record NeighborsResponse
{
    /// <summary>The entity, normalized; of an alias, the entity that it stands for.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>How many steps were walked.</summary>
    [JsonPropertyName("depth")]
    public required int Depth { get; init; }

    /// <summary>A page of neighbours: near ones first, then those of sure facts, then those of old ones.</summary>
    [JsonPropertyName("neighbors")]
    public required IReadOnlyList<NeighborItem> Neighbors { get; init; }

    /// <summary>Where the next page begins; null when there is none.</summary>
    [JsonPropertyName("next_cursor")]
    public string? NextCursor { get; init; }

    /// <summary>How many neighbours all pages have together.</summary>
    [JsonPropertyName("total_hint")]
    public required int TotalHint { get; init; }

    /// <summary>Whether the node stopped at a limit of its own, so that there are more neighbours than it tells of.</summary>
    [JsonPropertyName("truncated")]
    public bool Truncated { get; init; }
}
