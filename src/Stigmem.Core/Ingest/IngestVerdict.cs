using Stigmem.Core.Clock;

namespace Stigmem.Core.Ingest;

/// <summary>What becomes of a fact of a peer: one of stored, known already, or refused.</summary>
public readonly record struct IngestVerdict
{
    /// <summary>What is to be stored; null if nothing is.</summary>
    public AcceptedFact? Accepted { get; init; }

    /// <summary>Why it is refused.</summary>
    public IngestRefusal Refusal { get; init; }

    /// <summary>A stamp out of bounds, which is audited whether the fact is stored or not.</summary>
    public HlcAnomaly? Anomaly { get; init; }

    /// <summary>Whether the fact is stored already; a push counts it as accepted.</summary>
    public bool IsKnown => Accepted is null && Refusal == IngestRefusal.None;
}
