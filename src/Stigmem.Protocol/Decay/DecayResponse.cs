using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Decay;

/// <summary>What a sweep did.</summary>
public sealed record DecayResponse
{
    /// <summary>Live facts that were looked at.</summary>
    [JsonPropertyName("scanned")]
    public required long Scanned { get; init; }

    /// <summary>Facts that were changed; 0 in a dry run.</summary>
    [JsonPropertyName("decayed")]
    public required long Decayed { get; init; }

    /// <summary>Whether nothing was to be changed.</summary>
    [JsonPropertyName("dry_run")]
    public required bool DryRun { get; init; }

    /// <summary>Facts that were due, in a dry run too.</summary>
    [JsonPropertyName("matched")]
    public long Matched { get; init; }

    /// <summary>Each rule of the body, in its order there.</summary>
    [JsonPropertyName("policies")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DecayPolicyResult>? Policies { get; init; }
}
