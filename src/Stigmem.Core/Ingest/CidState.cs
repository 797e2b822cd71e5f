namespace Stigmem.Core.Ingest;

/// <summary>What is known about the content id of a peer's fact.</summary>
public enum CidState
{
    /// <summary>It has none.</summary>
    Absent,

    /// <summary>It is that of the content.</summary>
    Verified,

    /// <summary>
    /// It is over the digits of an integer beyond 2^53, which got lost on the way. Source of the rule: Lifecycle
    /// contract, section 1, <c>cid_unverifiable_number</c>.
    /// </summary>
    UnverifiableNumber,
}
