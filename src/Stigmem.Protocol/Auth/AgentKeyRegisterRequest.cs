using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>Asks to register the public key with which an agent signs what it asserts.</summary>
public sealed record AgentKeyRegisterRequest
{
    /// <summary>The Ed25519 key, base64url of 32 bytes.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }

    /// <summary>A note for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>
    /// Optional proof of possession, an addition to the reference: the signature by the new key over the lines
    /// <c>stigmem.agent-key.v1</c>, the node's id and the caller's entity URI.
    /// </summary>
    [JsonPropertyName("proof")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Proof { get; init; }
}
