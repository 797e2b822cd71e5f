using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A page of facts of peers that were not stored.</summary>
public sealed record DeadLetterPage
{
    /// <summary>The letters.</summary>
    [JsonPropertyName("letters")]
    public required IReadOnlyList<DeadLetterRecord> Letters { get; init; }

    /// <summary>Where the next page begins; null behind the last one.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>True if another page is waiting.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
