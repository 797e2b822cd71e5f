using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Transparency;

/// <summary>A place in a transparency log (Federation contract, section 8).</summary>
public sealed record LogEntryRecord
{
    /// <summary>The log.</summary>
    [JsonPropertyName("log_id")]
    public required string LogId { get; init; }

    /// <summary>The place, from 0.</summary>
    [JsonPropertyName("log_index")]
    public required long LogIndex { get; init; }

    /// <summary>SHA-256 of the canonical payload in hexadecimal, as the reference counts it.</summary>
    [JsonPropertyName("leaf_hash")]
    public required string LeafHash { get; init; }

    /// <summary>When it was taken in.</summary>
    [JsonPropertyName("integrated_time")]
    public required string IntegratedTime { get; init; }
}
