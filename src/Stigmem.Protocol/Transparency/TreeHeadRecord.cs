using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Transparency;

/// <summary>The state of the log, signed: who has it can prove later that nothing was removed. An addition to the reference.</summary>
public sealed record TreeHeadRecord
{
    /// <summary>The log.</summary>
    [JsonPropertyName("log_id")]
    public required string LogId { get; init; }

    /// <summary>How many entries there are.</summary>
    [JsonPropertyName("tree_size")]
    public required long TreeSize { get; init; }

    /// <summary>The root of the Merkle tree over them, in hexadecimal.</summary>
    [JsonPropertyName("root_hash")]
    public required string RootHash { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }

    /// <summary>The id of the key that signed.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>The signature over all other members.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }
}
