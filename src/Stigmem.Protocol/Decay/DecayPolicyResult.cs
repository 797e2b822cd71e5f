using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Decay;

/// <summary>What one rule did.</summary>
public sealed record DecayPolicyResult
{
    /// <summary>The rule.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Facts that it applies to and that are due.</summary>
    [JsonPropertyName("matched")]
    public required long Matched { get; init; }

    /// <summary>Facts that it changed.</summary>
    [JsonPropertyName("decayed")]
    public required long Decayed { get; init; }
}
