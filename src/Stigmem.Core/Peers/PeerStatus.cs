namespace Stigmem.Core.Peers;

/// <summary>How far the acquaintance with a peer has come. Source of the rule: Federation contract, section 3.</summary>
public enum PeerStatus
{
    /// <summary>Declared; its node was not asked yet.</summary>
    PendingVerification,

    /// <summary>Verified; the operator has to compare the fingerprint.</summary>
    PendingApproval,

    /// <summary>It exchanges facts.</summary>
    Active,

    /// <summary>The declaration did not hold.</summary>
    Rejected,

    /// <summary>The operator ended it.</summary>
    Revoked,

    /// <summary>Approved, but its manifest is in no transparency log, which the strict mode demands.</summary>
    PendingTlProof,
}
