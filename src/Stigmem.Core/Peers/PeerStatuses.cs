namespace Stigmem.Core.Peers;

/// <summary>Names of <see cref="PeerStatus"/>. Source of the rule: Federation contract, section 3.</summary>
public static class PeerStatuses
{
    /// <summary>Reads a name as it is stored and answered to a declaration.</summary>
    public static bool TryParse(string? text, out PeerStatus status)
    {
        (var known, status) = text switch
        {
            "pending_verification" => (true, PeerStatus.PendingVerification),
            "pending_approval" => (true, PeerStatus.PendingApproval),
            "active" => (true, PeerStatus.Active),
            "rejected" => (true, PeerStatus.Rejected),
            "revoked" => (true, PeerStatus.Revoked),
            "pending_tl_proof" => (true, PeerStatus.PendingTlProof),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The true name, as it is stored and answered to a declaration.</summary>
    public static string Name(this PeerStatus status) => status switch
    {
        PeerStatus.PendingVerification => "pending_verification",
        PeerStatus.PendingApproval => "pending_approval",
        PeerStatus.Active => "active",
        PeerStatus.Rejected => "rejected",
        PeerStatus.Revoked => "revoked",
        PeerStatus.PendingTlProof => "pending_tl_proof",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The name in the list of peers: existing clients know four states and fail on others.</summary>
    public static string ListName(this PeerStatus status) =>
        status is PeerStatus.PendingApproval or PeerStatus.PendingTlProof ? "pending_verification" : status.Name();
}
