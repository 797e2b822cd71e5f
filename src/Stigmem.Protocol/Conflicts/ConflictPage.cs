using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Conflicts;

/// <summary>A page of conflicts, newest first.</summary>
public sealed record ConflictPage
{
    /// <summary>The conflicts.</summary>
    [JsonPropertyName("conflicts")]
    public required IReadOnlyList<ConflictRecord> Conflicts { get; init; }

    /// <summary>Where the next page begins.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>True if there is one.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
