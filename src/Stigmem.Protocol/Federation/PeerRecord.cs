using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A registered peer.</summary>
public sealed record PeerRecord
{
    /// <summary>The registration.</summary>
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    /// <summary>The peer.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary>Where it is reached.</summary>
    [JsonPropertyName("node_url")]
    public required string NodeUrl { get; init; }

    /// <summary><c>pending_verification</c>, <c>active</c>, <c>rejected</c> or <c>revoked</c>: clients know no others.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>What is shared, sorted.</summary>
    [JsonPropertyName("allowed_scopes")]
    public required IReadOnlyList<string> AllowedScopes { get; init; }

    /// <summary>When it was approved.</summary>
    [JsonPropertyName("established_at")]
    public required string? EstablishedAt { get; init; }

    /// <summary>The true state, which also tells approval and log proof apart. An addition to the reference.</summary>
    [JsonPropertyName("status_detail")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusDetail { get; init; }

    /// <summary><c>sha256:</c> and the hash of its key's text: what the operators have compared. An addition to the reference.</summary>
    [JsonPropertyName("pubkey_fingerprint")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PubkeyFingerprint { get; init; }

    /// <summary>The fingerprint of a key that the peer has declared since and that waits for approval. An addition to the reference.</summary>
    [JsonPropertyName("next_pubkey_fingerprint")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextPubkeyFingerprint { get; init; }

    /// <summary>Where that declaration wants the peer to be reached. An addition to the reference.</summary>
    [JsonPropertyName("next_node_url")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextNodeUrl { get; init; }

    /// <summary>What that declaration wants to share, sorted. An addition to the reference.</summary>
    [JsonPropertyName("next_allowed_scopes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? NextAllowedScopes { get; init; }

    /// <summary>
    /// <c>sha256:</c> and the hash over all that an approval would approve: node, address, key and scopes. An addition to the
    /// reference.
    /// </summary>
    [JsonPropertyName("declaration_digest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclarationDigest { get; init; }

    /// <summary>When the agreement ends by itself. An addition to the reference.</summary>
    [JsonPropertyName("valid_until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValidUntil { get; init; }

    /// <summary>Until when the key before the present one is good as well. An addition to the reference.</summary>
    [JsonPropertyName("previous_key_until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreviousKeyUntil { get; init; }
}
