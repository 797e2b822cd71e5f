using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>A fact that is or was held back (Access contract, section 8).</summary>
public sealed record QuarantineRecord
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>What it is about.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>What it says.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>Who says so.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary><c>pending</c>, <c>promoted</c> or <c>rejected</c>.</summary>
    [JsonPropertyName("quarantine_status")]
    public required string QuarantineStatus { get; init; }

    /// <summary>The UUID of the garden that holds it.</summary>
    [JsonPropertyName("quarantine_garden_id")]
    public required string? QuarantineGardenId { get; init; }

    /// <summary>Why it is held.</summary>
    [JsonPropertyName("quarantine_reason")]
    public required string? QuarantineReason { get; init; }

    /// <summary>Who judged it.</summary>
    [JsonPropertyName("quarantine_acted_by")]
    public required string? QuarantineActedBy { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("quarantine_acted_at")]
    public required string? QuarantineActedAt { get; init; }

    /// <summary>The trust in its source on arrival.</summary>
    [JsonPropertyName("source_trust")]
    public required double? SourceTrust { get; init; }

    /// <summary>The peer that sent it.</summary>
    [JsonPropertyName("received_from")]
    public required string? ReceivedFrom { get; init; }

    /// <summary>When it was written.</summary>
    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }
}
