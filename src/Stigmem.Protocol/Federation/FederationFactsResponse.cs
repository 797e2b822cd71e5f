using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Federation;

/// <summary>A page of facts as it is served to a peer (Federation contract, section 5.1).</summary>
public sealed record FederationFactsResponse
{
    /// <summary>The facts. The peer reads only the statement and its stamp, the rest is ours.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<FactRecord> Facts { get; init; }

    /// <summary>Where the next page begins; opaque. An empty page repeats the one that was sent.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>True if another page is waiting.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
