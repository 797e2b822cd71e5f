using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>Takes a capability token back.</summary>
public sealed record CapabilityRevokeRequest
{
    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}
