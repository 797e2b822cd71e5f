using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>The origins of a fact over several levels, as far as the caller may read them; an addition to the reference.</summary>
public sealed record ProvenanceGraph
{
    /// <summary>Every fact that was reached, once, the one that was asked for first.</summary>
    [JsonPropertyName("nodes")]
    public required IReadOnlyList<ProvenanceNode> Nodes { get; init; }

    /// <summary>Who was derived from whom; facts may be derived from each other in a circle.</summary>
    [JsonPropertyName("edges")]
    public required IReadOnlyList<ProvenanceEdge> Edges { get; init; }

    /// <summary>Whether there may be more than was walked.</summary>
    [JsonPropertyName("truncated")]
    public required bool Truncated { get; init; }
}
