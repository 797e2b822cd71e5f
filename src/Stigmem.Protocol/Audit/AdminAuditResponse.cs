using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>A page of the auditor's log, in order.</summary>
public sealed record AdminAuditResponse
{
    /// <summary>The entries.</summary>
    [JsonPropertyName("entries")]
    public required IReadOnlyList<AdminAuditEntry> Entries { get; init; }

    /// <summary>How many are on this page.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>The last place on this page, if there is another page.</summary>
    [JsonPropertyName("next_cursor")]
    public required long? NextCursor { get; init; }
}
