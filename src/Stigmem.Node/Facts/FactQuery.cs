using Stigmem.Core.Facts;
using Stigmem.Core.Paging;

namespace Stigmem.Node.Facts;

/// <summary>What a list of facts is asked for (facts contract, section 11); texts are normalized.</summary>
internal sealed record FactQuery
{
    /// <summary>The entity and every alias of it; null for any.</summary>
    public IReadOnlyList<string>? Entities { get; init; }

    public string? Relation { get; init; }

    /// <summary>The source and every alias of it; null for any.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Whether the index file has what was committed before the question, so that a relation or source can be looked up.</summary>
    public bool MayUseIndex { get; init; }

    public FactScope? Scope { get; init; }

    public Guid? Garden { get; init; }

    public double MinConfidence { get; init; }

    /// <summary>Whether <c>min_confidence=0</c> was asked for, which shows retractions.</summary>
    public bool ShowsRetractions { get; init; }

    public bool IncludeContradicted { get; init; }

    public bool IncludeExpired { get; init; }

    public bool IncludeLowTrust { get; init; }

    public bool? Attested { get; init; }

    /// <summary>Only facts after this moment, in microseconds since 1970.</summary>
    public long? After { get; init; }

    public KeysetCursor? Cursor { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>Whether all that match are counted, those before and behind the page included.</summary>
    public bool IncludeTotal { get; init; }

    /// <summary>What is shown of a tuple whose facts contradict each other.</summary>
    public Preference Prefer { get; init; }
}
