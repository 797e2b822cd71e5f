using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Gardens;

/// <summary>A member of a garden.</summary>
public sealed record GardenMemberRecord
{
    /// <summary>Who.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary><c>admin</c>, <c>writer</c>, <c>reader</c> or <c>quarantine:moderator</c>.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Who let them in.</summary>
    [JsonPropertyName("added_by")]
    public required string AddedBy { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("added_at")]
    public required string AddedAt { get; init; }
}
