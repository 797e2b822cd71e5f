namespace Stigmem.Core.Ranking;

/// <summary>How much each signal counts in a recall. Source: Operations contract, section 2.</summary>
/// <param name="Lexical">Words that the fact shares with the question.</param>
/// <param name="Semantic">Likeness of meaning.</param>
/// <param name="Graph">Nearness to facts that match.</param>
/// <param name="SourceTrust">Trust of the source.</param>
/// <param name="Recency">How new the fact is.</param>
public readonly record struct RankWeights(double Lexical, double Semantic, double Graph, double SourceTrust, double Recency)
{
    /// <summary>What a request without weights means.</summary>
    public static RankWeights Default { get; } = new(0.35, 0.35, 0.15, 0.10, 0.05);
}
