using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Intents;

/// <summary>A soft wish.</summary>
public sealed record IntentPreference
{
    /// <summary>What is wished.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The wish.</summary>
    [JsonPropertyName("value")]
    public required FactValueRecord Value { get; init; }

    /// <summary>How much it counts, 0 to 1.</summary>
    [JsonPropertyName("weight")]
    public double Weight { get; init; } = 1;
}
