namespace Stigmem.Core.Ingest;

/// <summary>
/// Why a fact of a peer is not stored. On a pull it becomes a dead letter with this reason, and the page goes on.
/// Sources of the rule: Federation contract, sections 6 and 7.
/// </summary>
public enum IngestRefusal
{
    /// <summary>It is stored, or known already.</summary>
    None,

    /// <summary>It is no object, or a member is missing, of another type or no valid Unicode.</summary>
    MalformedFact,

    /// <summary>Its id is no UUID in the usual form.</summary>
    InvalidId,

    /// <summary>A text is longer than this node stores.</summary>
    FactTooLarge,

    /// <summary>Its scope is unknown.</summary>
    InvalidScope,

    /// <summary>Its value has an unknown type or does not fit it.</summary>
    InvalidValue,

    /// <summary>Its confidence lies outside 0 to 1.</summary>
    InvalidConfidence,

    /// <summary>Its timestamp or its expiry cannot be read.</summary>
    InvalidTime,

    /// <summary>Its stamp cannot be read.</summary>
    InvalidHlc,

    /// <summary>It speaks in the name of this node about the fabric itself.</summary>
    ReservedName,

    /// <summary>Its scope is none that the peer may send.</summary>
    ScopeNotPermitted,

    /// <summary>Its scope is none that the capability token opens.</summary>
    InsufficientCapability,

    /// <summary>The peer does not speak for its source.</summary>
    SourceNotOwned,

    /// <summary>It has no content id, and this peer's facts must have one.</summary>
    CidRequired,

    /// <summary>Its content is not that of its content id.</summary>
    CidMismatch,

    /// <summary>It is neither content nor instruction.</summary>
    InvalidInterpretAs,

    /// <summary>It instructs, and there is no garden to hold it back.</summary>
    QuarantineGardenRequired,

    /// <summary>Its source is not trusted enough, and there is no garden to hold it back.</summary>
    TrustBelowThreshold,

    /// <summary>Its id belongs to a fact of other content.</summary>
    IdConflict,

    /// <summary>It is known, and would now hold for longer.</summary>
    ValidUntilExtension,

    /// <summary>Its stamp lies too far ahead.</summary>
    HlcInFuture,

    /// <summary>Its stamp lies too far behind to be pushed.</summary>
    HlcInPast,

    /// <summary>The store had no time for it.</summary>
    Busy,

    /// <summary>Something went wrong that has no name here.</summary>
    IngestError,
}
