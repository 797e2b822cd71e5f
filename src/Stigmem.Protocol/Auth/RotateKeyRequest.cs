using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>Replaces a key by one with the same rights; an addition to the reference.</summary>
public sealed record RotateKeyRequest
{
    /// <summary>The new key, chosen by the caller; at least 32 characters.</summary>
    [JsonPropertyName("raw_key")]
    public required string RawKey { get; init; }

    /// <summary>How long the old key goes on working.</summary>
    [JsonPropertyName("overlap_seconds")]
    public int OverlapSeconds { get; init; } = 3_600;

    /// <summary>The end of the new key's life; only admins choose it.</summary>
    [JsonPropertyName("expires_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExpiresAt { get; init; }

    /// <summary>Hides the key from logs.</summary>
    public override string ToString() => nameof(RotateKeyRequest);
}
