using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>Declares a node to this one (Federation contract, section 3). The signature covers the five other members.</summary>
public sealed record PeerRegisterRequest
{
    /// <summary>Where the declaring node is reached.</summary>
    [JsonPropertyName("node_url")]
    public required string NodeUrl { get; init; }

    /// <summary>Its identity.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary>Its key among peers: base64url of the raw key, without padding.</summary>
    [JsonPropertyName("federation_pubkey")]
    public required string FederationPubkey { get; init; }

    /// <summary>What is shared in both directions, in the order that was signed.</summary>
    [JsonPropertyName("allowed_scopes")]
    public required IReadOnlyList<string> AllowedScopes { get; init; }

    /// <summary>The signature by that key.</summary>
    [JsonPropertyName("declaration_sig")]
    public required string DeclarationSig { get; init; }

    /// <summary>When it was signed, as the text that was signed.</summary>
    [JsonPropertyName("signed_at")]
    public required string SignedAt { get; init; }

    /// <summary>
    /// The signature over the same members by the key that the node is known by, when it has changed its key. An addition
    /// to the reference.
    /// </summary>
    [JsonPropertyName("previous_key_sig")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreviousKeySig { get; init; }
}
