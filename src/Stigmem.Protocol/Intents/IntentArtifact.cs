using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>Something that a handoff brings.</summary>
public sealed record IntentArtifact
{
    /// <summary>What it is called.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    [JsonPropertyName("ref")]
    public required string Ref { get; init; }
}
