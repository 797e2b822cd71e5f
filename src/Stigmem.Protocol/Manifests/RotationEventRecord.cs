using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Manifests;

/// <summary>One key handing over to the next, signed by the one that retires.</summary>
public sealed record RotationEventRecord
{
    /// <summary>The key that retires.</summary>
    [JsonPropertyName("previous_key_id")]
    public required string PreviousKeyId { get; init; }

    /// <summary>The key that follows.</summary>
    [JsonPropertyName("new_key_id")]
    public required string NewKeyId { get; init; }

    /// <summary>That key.</summary>
    [JsonPropertyName("new_public_key")]
    public required string NewPublicKey { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("rotated_at")]
    public required string RotatedAt { get; init; }

    /// <summary>By the key that retires, over the four members before.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }

    /// <summary>The key that retires, so that its signatures can be checked for a while.</summary>
    [JsonPropertyName("previous_public_key")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreviousPublicKey { get; init; }
}
