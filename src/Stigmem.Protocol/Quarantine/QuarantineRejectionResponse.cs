using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>A fact was rejected; unlike an admission it names no garden.</summary>
public sealed record QuarantineRejectionResponse
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary><c>rejected</c>.</summary>
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>By whom.</summary>
    [JsonPropertyName("acted_by")]
    public required string ActedBy { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("acted_at")]
    public required string ActedAt { get; init; }
}
