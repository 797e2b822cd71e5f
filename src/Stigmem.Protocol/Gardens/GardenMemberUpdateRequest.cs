using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Gardens;

/// <summary>Asks to change what a member may do.</summary>
public sealed record GardenMemberUpdateRequest
{
    /// <summary>The new role.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }
}
