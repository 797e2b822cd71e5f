using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>A page of facts, newest first (Facts contract, section 11).</summary>
public sealed record FactPage
{
    /// <summary>The facts.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<FactRecord> Facts { get; init; }

    /// <summary>How many are on this page.</summary>
    [JsonPropertyName("total")]
    public int? Total { get; init; }

    /// <summary>Where the next page begins.</summary>
    [JsonPropertyName("cursor")]
    public string? Cursor { get; init; }

    /// <summary>How many are on all pages together; only there when it was asked for.</summary>
    [JsonPropertyName("total_matches")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TotalMatches { get; init; }

    /// <summary>Entities left out because they were erased.</summary>
    [JsonPropertyName("tombstone_notices")]
    public IReadOnlyList<TombstoneNotice> TombstoneNotices { get => field ?? []; init; }
}
