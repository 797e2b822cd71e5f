using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Conflicts;

/// <summary>Two facts that cannot both hold (Facts contract, section 17).</summary>
public sealed record ConflictRecord
{
    /// <summary><c>stigmem:conflict:</c> and a UUID.</summary>
    [JsonPropertyName("conflict_id")]
    public required string ConflictId { get; init; }

    /// <summary>The newer fact.</summary>
    [JsonPropertyName("fact_a")]
    public required FactRecord FactA { get; init; }

    /// <summary>The older fact.</summary>
    [JsonPropertyName("fact_b")]
    public required FactRecord FactB { get; init; }

    /// <summary><c>unresolved</c> or <c>resolved</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The fact that settled it.</summary>
    [JsonPropertyName("resolved_by")]
    public required string? ResolvedBy { get; init; }

    /// <summary>When it was found.</summary>
    [JsonPropertyName("detected_at")]
    public required string DetectedAt { get; init; }
}
