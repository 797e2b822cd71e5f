using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>A page of the audit log, newest first.</summary>
public sealed record AuditLogResponse
{
    /// <summary>The entries.</summary>
    [JsonPropertyName("entries")]
    public required IReadOnlyList<AuditLogEntry> Entries { get; init; }

    /// <summary>How many are on this page.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>Where the next page begins.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }
}
