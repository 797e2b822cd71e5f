using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>What became of a declaration; the status code is the same whether it was accepted or not.</summary>
public sealed record PeerRegisterResponse
{
    /// <summary>The registration.</summary>
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    /// <summary><c>pending_approval</c> or <c>rejected</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When it was verified; the reference sends null.</summary>
    [JsonPropertyName("verified_at")]
    public required string? VerifiedAt { get; init; }

    /// <summary>Why it was rejected. An addition to the reference.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
