using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>Approves a peer whose key was compared by other means (Federation contract, section 3).</summary>
public sealed record PeerApprovalRequest
{
    /// <summary><c>sha256:</c> and the hash of the key's text.</summary>
    [JsonPropertyName("pubkey_fingerprint")]
    public required string PubkeyFingerprint { get; init; }
}
