using System.Text.Json.Serialization;

namespace Stigmem.Node.Decay;

/// <summary>How far a sweep is. A job keeps it in the turn that made it, so that one that was cut off goes on and counts right.</summary>
internal sealed record SweepProgress
{
    /// <summary>The last number that was looked at.</summary>
    [JsonPropertyName("after")]
    public long After { get; set; }

    /// <summary>The last number to look at: what is asserted meanwhile is left alone.</summary>
    [JsonPropertyName("until")]
    public long Until { get; set; }

    [JsonPropertyName("scanned")]
    public long Scanned { get; set; }

    /// <summary>Facts that were due, by policy.</summary>
    [JsonPropertyName("matched")]
    public required long[] Matched { get; init; }

    /// <summary>Facts that were changed, by policy.</summary>
    [JsonPropertyName("decayed")]
    public required long[] Decayed { get; init; }
}
