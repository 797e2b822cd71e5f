using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>Whether a capability token holds.</summary>
public sealed record CapabilityVerifyResponse
{
    /// <summary>True if it does.</summary>
    [JsonPropertyName("valid")]
    public required bool Valid { get; init; }

    /// <summary>Otherwise <c>token_revoked</c>, <c>token_expired</c> or <c>token_invalid</c>.</summary>
    [JsonPropertyName("reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
