using Stigmem.Core.Facts;
using Stigmem.Core.Ranking;

namespace Stigmem.Node.Recall;

/// <summary>A recall as asked for, checked.</summary>
internal sealed record RecallInput
{
    public required string Query { get; init; }

    public required FactScope Scope { get; init; }

    public required int TokenBudget { get; init; }

    /// <summary>How many edges to follow; 0 follows none.</summary>
    public required int Depth { get; init; }

    public required RankWeights Weights { get; init; }

    public required double MinConfidence { get; init; }

    public required int Limit { get; init; }

    /// <summary>Whether the answer goes without its two channels.</summary>
    public required bool IsLegacy { get; init; }
}
