using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Gardens;

/// <summary>Asks to let somebody in.</summary>
public sealed record GardenMemberRequest
{
    /// <summary>Who.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>As what.</summary>
    [JsonPropertyName("role")]
    public string Role { get => field ?? "reader"; init; }
}
