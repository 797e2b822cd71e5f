using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>That a fact was derived from another.</summary>
public sealed record ProvenanceEdge
{
    /// <summary>The derived fact.</summary>
    [JsonPropertyName("from")]
    public required string From { get; init; }

    /// <summary>Its origin.</summary>
    [JsonPropertyName("to")]
    public required string To { get; init; }
}
