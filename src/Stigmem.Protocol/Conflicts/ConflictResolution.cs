using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Conflicts;

/// <summary>A conflict was settled.</summary>
public sealed record ConflictResolution
{
    /// <summary>The fact that settles it.</summary>
    [JsonPropertyName("resolution_fact_id")]
    public required string ResolutionFactId { get; init; }

    /// <summary><c>resolved</c>.</summary>
    [JsonPropertyName("conflict_status")]
    public required string ConflictStatus { get; init; }
}
