using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>Context for who goes on.</summary>
public sealed record IntentHandoff
{
    /// <summary>What was done so far.</summary>
    [JsonPropertyName("summary")]
    public required string Summary { get; init; }

    /// <summary>Facts that are needed to go on.</summary>
    [JsonPropertyName("fact_refs")]
    public IReadOnlyList<string> FactRefs { get => field ?? []; init; }

    /// <summary>What comes next.</summary>
    [JsonPropertyName("continuation")]
    public string? Continuation { get; init; }

    /// <summary>What else belongs to it.</summary>
    [JsonPropertyName("artifacts")]
    public IReadOnlyList<IntentArtifact> Artifacts { get => field ?? []; init; }
}
