using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>Asks to release a fact from a quarantine garden.</summary>
public sealed record QuarantinePromoteRequest
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Where to; null for no garden.</summary>
    [JsonPropertyName("target_garden_id")]
    public string? TargetGardenId { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public string Reason { get => field ?? ""; init; }
}
