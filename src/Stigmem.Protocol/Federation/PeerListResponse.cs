using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>All peers.</summary>
public sealed record PeerListResponse
{
    /// <summary>The peers.</summary>
    [JsonPropertyName("peers")]
    public required IReadOnlyList<PeerRecord> Peers { get; init; }
}
