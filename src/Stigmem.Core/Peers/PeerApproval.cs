using Stigmem.Core.Faults;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Peers;

/// <summary>Whether an operator may let a peer in. Source of the rule: Federation contract, section 3.</summary>
public static class PeerApproval
{
    /// <summary>Null if the peer becomes active, else the reference's refusal.</summary>
    /// <param name="status">The status of the peer.</param>
    /// <param name="federationPubkey">The text of its key, as declared.</param>
    /// <param name="fingerprint">What the operator read out.</param>
    public static Fault? Refuse(PeerStatus status, string federationPubkey, string fingerprint)
    {
        if (status != PeerStatus.PendingApproval)
            return new Fault(FaultCode.Conflict, $"peer is not pending approval (status={status.Name()})");
        return fingerprint == KeyFingerprint.OfKeyText(federationPubkey) ? null : new Fault(FaultCode.BadRequest, "fingerprint mismatch");
    }
}
