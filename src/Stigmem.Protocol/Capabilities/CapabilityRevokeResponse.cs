using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>A capability token that holds no more.</summary>
public sealed record CapabilityRevokeResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary>From when.</summary>
    [JsonPropertyName("revoked_at")]
    public required string RevokedAt { get; init; }

    /// <summary><c>revoked</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why the transparency log does not have it.</summary>
    [JsonPropertyName("tl_warning")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TlWarning { get; init; }
}
