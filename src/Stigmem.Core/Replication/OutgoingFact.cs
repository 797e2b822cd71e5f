using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;

namespace Stigmem.Core.Replication;

/// <summary>What decides whether a peer may see a fact.</summary>
public readonly record struct OutgoingFact
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>What it is about.</summary>
    public required string Entity { get; init; }

    /// <summary>What it says.</summary>
    public required string Relation { get; init; }

    /// <summary>Who says it.</summary>
    public string? Source { get; init; }

    /// <summary>Its scope.</summary>
    public required FactScope Scope { get; init; }

    /// <summary>Where it came from; null if it was asserted here.</summary>
    public FactOrigin? Origin { get; init; }

    /// <summary>Whether it names facts that it was derived from.</summary>
    public bool HasProvenance { get; init; }

    /// <summary>Whether it belongs to a garden.</summary>
    public bool IsInGarden { get; init; }

    /// <summary>Whether it is pending or rejected in quarantine.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Whether its entity was forgotten for its scope.</summary>
    public bool IsTombstoned { get; init; }
}
