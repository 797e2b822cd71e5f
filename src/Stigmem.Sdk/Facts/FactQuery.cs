using Stigmem.Core.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Facts;

/// <summary>Which facts to list (Facts contract, section 11). What is null or false is not asked for.</summary>
public sealed record FactQuery
{
    /// <summary>About this entity, under any of its aliases.</summary>
    public string? Entity { get; init; }

    /// <summary>With exactly this relation.</summary>
    public string? Relation { get; init; }

    /// <summary>By this source, under any of its aliases.</summary>
    public string? Source { get; init; }

    /// <summary>In this scope; null spans all that the caller may read.</summary>
    public FactScope? Scope { get; init; }

    /// <summary>In the garden of this URI; for members only. Null hides gardens of which the caller is no member.</summary>
    public string? Garden { get; init; }

    /// <summary>With at least this confidence, 0 to 1. An explicit 0 also shows retractions.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>Also facts that others contradict, which a list leaves out otherwise.</summary>
    public bool IncludeContradicted { get; init; }

    /// <summary>Also expired and retracted facts.</summary>
    public bool IncludeExpired { get; init; }

    /// <summary>Also facts of little trust, on a node in strict trust mode.</summary>
    public bool IncludeLowTrust { get; init; }

    /// <summary>
    /// Also <c>total_matches</c>: how many facts all pages have together. The node reads every match for it. Other nodes
    /// ignore it.
    /// </summary>
    public bool IncludeTotal { get; init; }

    /// <summary>With this verdict on the proof of their source.</summary>
    public bool? Attested { get; init; }

    /// <summary>Which fact of a contradicted tuple to show; null shows none. Other nodes ignore it.</summary>
    public FactPreference? Prefer { get; init; }

    /// <summary>Written after this moment.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>As the fabric stood at this moment; many nodes answer 501.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>How many a page, 1 to 500; null leaves it to the node, which gives 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("entity", Entity)
        .With("relation", Relation)
        .With("source", Source)
        .With("scope", Scope?.Name())
        .With("garden_id", Garden)
        .With("min_confidence", MinConfidence)
        .WithFlag("include_contradicted", IncludeContradicted)
        .WithFlag("include_expired", IncludeExpired)
        .WithFlag("include_low_trust", IncludeLowTrust)
        .WithFlag("include_total", IncludeTotal)
        .With("attested", Attested)
        .With("prefer", Prefer switch { FactPreference.Winner => "winner", FactPreference.Latest => "latest", _ => null })
        .With("after", After)
        .With("as_of", AsOf)
        .With("limit", Limit)
        .With("cursor", Cursor);
}
