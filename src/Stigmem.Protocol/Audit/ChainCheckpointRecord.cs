using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>The head of a chain, signed: who keeps it elsewhere can prove later that rows were cut off or changed. An addition to the reference.</summary>
public sealed record ChainCheckpointRecord
{
    /// <summary>Which chain: <c>stigmem.audit_chain_checkpoint</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The version of the statement, 1.</summary>
    [JsonPropertyName("version")]
    public required int Version { get; init; }

    /// <summary>Whose chain.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>The place of the newest row.</summary>
    [JsonPropertyName("covered_chain_seq")]
    public required long CoveredChainSeq { get; init; }

    /// <summary>Its link, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    [JsonPropertyName("chain_hash")]
    public required string ChainHash { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>The id of the key that signed.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The key, base64url. It is not covered by the signature: compare it with one that you know.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }

    /// <summary>The signature over all members but this and <c>public_key</c>.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }
}
