using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>A fact in the graph of origins.</summary>
public sealed record ProvenanceNode
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Its content id.</summary>
    [JsonPropertyName("cid")]
    public required string Cid { get; init; }

    /// <summary>What it is about.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>How many steps lie between it and the fact that was asked for, at least.</summary>
    [JsonPropertyName("depth")]
    public required int Depth { get; init; }
}
