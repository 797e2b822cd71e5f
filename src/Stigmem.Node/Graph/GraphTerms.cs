using Stigmem.Core.Facts;

namespace Stigmem.Node.Graph;

/// <summary>How far a walk along the graph goes, and over which edges.</summary>
internal sealed record GraphTerms
{
    /// <summary>As far as anybody walks.</summary>
    public const int DeepestDepth = 3;

    /// <summary>The scope whose facts are edges.</summary>
    public required FactScope Scope { get; init; }

    /// <summary>How many steps at most.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>How many entities are reached at most: those of more steps, of less sure and then of newer edges stay out.</summary>
    public int MostEntities { get; init; } = 1_000;

    /// <summary>Edges that are followed from one entity in one direction at most, the newest; a hub does not cost its whole size.</summary>
    public int FanOut { get; init; } = 500;

    /// <summary>Edges that the whole walk follows at most.</summary>
    public int MostEdges { get; init; } = 2_000;

    /// <summary>Only edges of this direction; null for both.</summary>
    public EdgeDirection? Direction { get; init; }

    public RelationFilter Relations { get; init; } = RelationFilter.Any;

    public double MinConfidence { get; init; } = 0.1;

    /// <summary>Least trust of an edge's source; where trust is off every source passes.</summary>
    public double MinTrust { get; init; }

    /// <summary>Whether values such as <c>user:bob</c>, which are no URIs, name entities too.</summary>
    public bool IncludeInformal { get; init; }
}
