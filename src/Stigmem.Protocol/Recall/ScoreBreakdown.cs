using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Recall;

/// <summary>The signals behind a score, each 0 to 1 with four decimals.</summary>
public sealed record ScoreBreakdown
{
    /// <summary>Shared words.</summary>
    [JsonPropertyName("lexical")]
    public double Lexical { get; init; }

    /// <summary>Likeness of meaning.</summary>
    [JsonPropertyName("semantic")]
    public double Semantic { get; init; }

    /// <summary>Nearness to facts that match.</summary>
    [JsonPropertyName("graph")]
    public double Graph { get; init; }

    /// <summary>Trust of the source.</summary>
    [JsonPropertyName("source_trust")]
    public double SourceTrust { get; init; }

    /// <summary>How new it is.</summary>
    [JsonPropertyName("recency")]
    public double Recency { get; init; }

    /// <summary>The score, six decimals.</summary>
    [JsonPropertyName("weighted_total")]
    public double WeightedTotal { get; init; }
}
