using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>A rotated key: the new one, and until when the old one works.</summary>
public sealed record RotateKeyResponse : MintedKey
{
    /// <summary>The key that this one replaces.</summary>
    [JsonPropertyName("previous_key_id")]
    [JsonPropertyOrder(1)]
    public required string PreviousKeyId { get; init; }

    /// <summary>When that one stops working.</summary>
    [JsonPropertyName("previous_expires_at")]
    [JsonPropertyOrder(1)]
    public required string PreviousExpiresAt { get; init; }
}
