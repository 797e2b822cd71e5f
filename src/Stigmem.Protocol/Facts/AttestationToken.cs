using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>Proof that the source itself asserts a fact: its signature over entity, relation, value type, value and source.</summary>
public sealed record AttestationToken
{
    /// <summary>The agent key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The signature, base64url.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }
}
