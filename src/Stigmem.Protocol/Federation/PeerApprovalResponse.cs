using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A peer that may now exchange facts.</summary>
public sealed record PeerApprovalResponse
{
    /// <summary>The registration.</summary>
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    /// <summary>The peer.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary><c>active</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("approved_at")]
    public required string ApprovedAt { get; init; }
}
