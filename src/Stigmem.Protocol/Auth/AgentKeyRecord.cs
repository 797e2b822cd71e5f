using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>A registered agent key.</summary>
public sealed record AgentKeyRecord
{
    /// <summary>The id that attestations name.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Whose key it is.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>The key, base64url without padding.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }

    /// <summary>A note for people.</summary>
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>When it was registered.</summary>
    [JsonPropertyName("registered_at")]
    public required string RegisteredAt { get; init; }

    /// <summary><c>active</c> or <c>revoked</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }
}
