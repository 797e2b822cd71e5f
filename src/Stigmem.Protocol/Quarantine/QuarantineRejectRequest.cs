using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>Asks to reject a fact for good.</summary>
public sealed record QuarantineRejectRequest
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public string Reason { get => field ?? ""; init; }
}
