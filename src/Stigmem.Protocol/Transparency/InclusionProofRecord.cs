using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Transparency;

/// <summary>That an entry stands in the log. An addition to the reference.</summary>
public sealed record InclusionProofRecord
{
    /// <summary>The entry.</summary>
    [JsonPropertyName("log_index")]
    public required long LogIndex { get; init; }

    /// <summary>The size of the tree that the proof leads to.</summary>
    [JsonPropertyName("tree_size")]
    public required long TreeSize { get; init; }

    /// <summary>The hash of the leaf in the tree, in hexadecimal (RFC 6962, section 2.1).</summary>
    [JsonPropertyName("leaf_hash")]
    public required string LeafHash { get; init; }

    /// <summary>The path from the leaf to the root, in hexadecimal.</summary>
    [JsonPropertyName("hashes")]
    public required IReadOnlyList<string> Hashes { get; init; }
}
