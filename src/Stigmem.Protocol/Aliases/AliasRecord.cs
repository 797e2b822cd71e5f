using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Aliases;

/// <summary>One name that stands for another.</summary>
public sealed record AliasRecord
{
    /// <summary>The name that is replaced.</summary>
    [JsonPropertyName("raw_uri")]
    public required string RawUri { get; init; }

    /// <summary>The name that takes its place.</summary>
    [JsonPropertyName("canonical_uri")]
    public required string CanonicalUri { get; init; }

    /// <summary><c>user</c> or <c>migration</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Since when.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }
}
