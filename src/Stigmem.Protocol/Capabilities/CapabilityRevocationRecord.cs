using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>The event that ends a capability token, signed by its issuer's key.</summary>
public sealed record CapabilityRevocationRecord
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary>Its issuer or its subject.</summary>
    [JsonPropertyName("revoked_by")]
    public required string RevokedBy { get; init; }

    /// <summary>From when.</summary>
    [JsonPropertyName("revoked_at")]
    public required string RevokedAt { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public required string? Reason { get; init; }

    /// <summary>The signature over the members before.</summary>
    [JsonPropertyName("signature")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }
}
