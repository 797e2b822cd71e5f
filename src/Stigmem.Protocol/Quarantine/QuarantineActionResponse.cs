using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>A fact was admitted or promoted.</summary>
public sealed record QuarantineActionResponse
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary><c>admitted</c> or <c>promoted</c>.</summary>
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>The UUID of the garden it went to.</summary>
    [JsonPropertyName("target_garden_id")]
    public required string? TargetGardenId { get; init; }

    /// <summary>By whom.</summary>
    [JsonPropertyName("acted_by")]
    public required string ActedBy { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("acted_at")]
    public required string ActedAt { get; init; }
}
