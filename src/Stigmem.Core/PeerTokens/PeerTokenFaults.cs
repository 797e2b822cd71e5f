namespace Stigmem.Core.PeerTokens;

/// <summary>The texts of <see cref="PeerTokenFault"/>. Source of the rule: Federation contract, section 4.</summary>
public static class PeerTokenFaults
{
    /// <summary>The <c>detail</c> of the 401.</summary>
    public static string Detail(this PeerTokenFault fault) => fault switch
    {
        PeerTokenFault.Required => "peer token required",
        PeerTokenFault.Malformed => "malformed token",
        PeerTokenFault.NotRegistered => "peer not registered",
        PeerTokenFault.NotApproved => "peer_not_approved",
        PeerTokenFault.InvalidSignature => "invalid_signature",
        PeerTokenFault.InvalidToken => "invalid_token",
        PeerTokenFault.Expired => "token_expired",
        PeerTokenFault.InvalidSubject => "invalid_sub",
        PeerTokenFault.InvalidIssuer => "invalid_iss",
        PeerTokenFault.IssuedInFuture => "iat_in_future",
        PeerTokenFault.IssuedTooLongAgo => "iat_too_old",
        PeerTokenFault.NotYetValid => "nbf_in_future",
        PeerTokenFault.MissingNonce => "missing_nonce",
        PeerTokenFault.CertificateMismatch => "peer certificate URI SAN does not match node_id",
        PeerTokenFault.NonceAlreadySeen => "nonce_already_seen",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>The event of the federation audit; null where there is no issuer to name.</summary>
    public static string? AuditEvent(this PeerTokenFault fault) => fault switch
    {
        PeerTokenFault.None or PeerTokenFault.Required or PeerTokenFault.Malformed => null,
        PeerTokenFault.CertificateMismatch => "san_mismatch",
        PeerTokenFault.NonceAlreadySeen => "replay_attempt",
        _ => "rejected_token",
    };
}
