using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Recall;

/// <summary>How much each signal counts, each 0 to 1; they need not add up to 1.</summary>
public sealed record RecallWeights
{
    /// <summary>Shared words.</summary>
    [JsonPropertyName("lexical")]
    public double Lexical { get; init; } = 0.35;

    /// <summary>Likeness of meaning.</summary>
    [JsonPropertyName("semantic")]
    public double Semantic { get; init; } = 0.35;

    /// <summary>Nearness to facts that match.</summary>
    [JsonPropertyName("graph")]
    public double Graph { get; init; } = 0.15;

    /// <summary>Trust of the source.</summary>
    [JsonPropertyName("source_trust")]
    public double SourceTrust { get; init; } = 0.10;

    /// <summary>How new it is.</summary>
    [JsonPropertyName("recency")]
    public double Recency { get; init; } = 0.05;
}
