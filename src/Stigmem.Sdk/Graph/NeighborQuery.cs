using Stigmem.Core.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Graph;

/// <summary>Which neighbours to look for (Operations contract, section 4).</summary>
public sealed record NeighborQuery
{
    /// <summary>Only edges from the entity of a fact to the one that its value names.</summary>
    public const string Out = "out";

    /// <summary>Only edges back, from the entity that is named.</summary>
    public const string In = "in";

    /// <summary>Where to begin.</summary>
    public required string Entity { get; init; }

    /// <summary>The scope whose facts are followed.</summary>
    public required FactScope Scope { get; init; }

    /// <summary>How many steps, 1 to 3; null leaves it to the node, which takes 1.</summary>
    public int? Depth { get; init; }

    /// <summary><see cref="Out"/>, <see cref="In"/>, or null for both.</summary>
    public string? Direction { get; init; }

    /// <summary>Relations to follow, separated by commas; one with <c>*</c> at its end is a prefix. Null for all.</summary>
    public string? RelationFilter { get; init; }

    /// <summary>Least confidence of an edge, 0 to 1; null leaves it to the node, which takes 0.1.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>Least trust of an edge's source, 0 to 1; null for any.</summary>
    public double? MinTrust { get; init; }

    /// <summary>Whether refs that are no URIs, such as <c>user:bob</c>, are followed too.</summary>
    public bool IncludeInformal { get; init; }

    /// <summary>Neighbours a page, 1 to 200; null leaves it to the node, which gives 20.</summary>
    public int? PageSize { get; init; }

    /// <summary>Where to go on: <c>next_cursor</c> of the page before; it holds for five minutes.</summary>
    public string? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("entity", Entity).With("scope", Scope.Name()).With("depth", Depth).With("direction", Direction).With("relation_filter", RelationFilter)
        .With("min_confidence", MinConfidence).With("min_trust", MinTrust).WithFlag("include_informal", IncludeInformal)
        .With("page_size", PageSize).With("cursor", Cursor);
}
