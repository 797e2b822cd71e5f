using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Transparency;

/// <summary>A line of the reference's log file, for import and export: each line names the hash of the one before.</summary>
public sealed record ChainedLogLine
{
    /// <summary>The place, from 0.</summary>
    [JsonPropertyName("index")]
    public required long Index { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("ts")]
    public required string Ts { get; init; }

    /// <summary>SHA-256 of the canonical payload in hexadecimal.</summary>
    [JsonPropertyName("leaf_hash")]
    public required string LeafHash { get; init; }

    /// <summary>The chain hash of the line before; 64 zeros for the first.</summary>
    [JsonPropertyName("prev_hash")]
    public required string PrevHash { get; init; }

    /// <summary>SHA-256 in hexadecimal of the two texts before, joined.</summary>
    [JsonPropertyName("chain_hash")]
    public required string ChainHash { get; init; }

    /// <summary>What was logged.</summary>
    [JsonPropertyName("payload")]
    public required JsonElement Payload { get; init; }
}
