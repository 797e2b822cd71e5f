using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Quarantine;

/// <summary>Facts that are held back.</summary>
public sealed record QuarantineListResponse
{
    /// <summary>A page of them, newest first.</summary>
    [JsonPropertyName("items")]
    public required IReadOnlyList<QuarantineRecord> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    [JsonPropertyName("total")]
    public required long Total { get; init; }
}
