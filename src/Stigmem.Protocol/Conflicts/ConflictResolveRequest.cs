using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Conflicts;

/// <summary>Asks to settle a conflict, by one of its sides or by a new value.</summary>
public sealed record ConflictResolveRequest
{
    /// <summary>The side that holds.</summary>
    [JsonPropertyName("winning_fact_id")]
    public string? WinningFactId { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("resolution_note")]
    public string ResolutionNote { get => field ?? ""; init; }

    /// <summary>What holds instead of both; it goes before a winner.</summary>
    [JsonPropertyName("new_value")]
    public FactValueRecord? NewValue { get; init; }
}
