using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>What other nodes read to learn of revocations. An addition to the reference.</summary>
public sealed record CapabilityRevocationsResponse
{
    /// <summary>The events, oldest first.</summary>
    [JsonPropertyName("revocations")]
    public required IReadOnlyList<CapabilityRevocationRecord> Revocations { get; init; }

    /// <summary>Where the next page begins.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>True if another page is waiting.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
