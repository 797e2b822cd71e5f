using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Recall;

/// <summary>A fact and why it was chosen.</summary>
public sealed record ScoredFact
{
    /// <summary>The fact, as its reader sees it.</summary>
    [JsonPropertyName("fact")]
    public required FactRecord Fact { get; init; }

    /// <summary>How well it answers, 0 to 1, six decimals.</summary>
    [JsonPropertyName("score")]
    public required double Score { get; init; }

    /// <summary>The signals behind the score.</summary>
    [JsonPropertyName("score_breakdown")]
    public required ScoreBreakdown ScoreBreakdown { get; init; }

    /// <summary>0 for a fact that matches itself, else how many edges away from one that does.</summary>
    [JsonPropertyName("hop_distance")]
    public int HopDistance { get; init; }

    /// <summary>How many tokens it takes.</summary>
    [JsonPropertyName("token_estimate")]
    public required int TokenEstimate { get; init; }

    /// <summary>Whether it sums up an entity instead of being a fact of its own.</summary>
    [JsonPropertyName("from_card")]
    public bool FromCard { get; init; }

    /// <summary>In words: what tied it to the question. Not in the reference.</summary>
    [JsonPropertyName("why")]
    public IReadOnlyList<string> Why { get => field ?? []; init; }
}
