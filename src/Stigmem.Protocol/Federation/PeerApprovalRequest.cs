using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>Approves a peer whose key was compared by other means (Federation contract, section 3).</summary>
public sealed record PeerApprovalRequest
{
    /// <summary><c>sha256:</c> and the hash of the key's text.</summary>
    [JsonPropertyName("pubkey_fingerprint")]
    public required string PubkeyFingerprint { get; init; }

    /// <summary>
    /// The digest of what the operator has looked at; when the peer has declared something else since, it is not approved. An
    /// addition to the reference.
    /// </summary>
    [JsonPropertyName("declaration_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclarationDigest { get; init; }

    /// <summary>When the agreement ends by itself; null lets it last until somebody ends it. An addition to the reference.</summary>
    [JsonPropertyName("valid_until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValidUntil { get; init; }
}
