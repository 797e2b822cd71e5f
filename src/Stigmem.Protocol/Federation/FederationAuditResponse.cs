using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A page of the federation audit, newest first.</summary>
public sealed record FederationAuditResponse
{
    /// <summary>The entries.</summary>
    [JsonPropertyName("entries")]
    public required IReadOnlyList<FederationAuditEntry> Entries { get; init; }

    /// <summary>Where the next page begins.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>True if there is a next page.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
