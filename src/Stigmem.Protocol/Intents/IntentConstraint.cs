using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Intents;

/// <summary>A hard limit.</summary>
public sealed record IntentConstraint
{
    /// <summary>What is limited.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The limit.</summary>
    [JsonPropertyName("limit")]
    public required FactValueRecord Limit { get; init; }

    /// <summary>The limit's unit.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }
}
