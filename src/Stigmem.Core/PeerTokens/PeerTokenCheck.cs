using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.PeerTokens;

/// <summary>
/// The checks of a token in the order of the reference, whose first failure is the answer. Beyond the reference, a token
/// may not live longer than an hour: that rule comes last of the times, so that it hides none of the known answers.
/// Source of the rule: Federation contract, section 4.
/// </summary>
/// <param name="ownNodeId">This node.</param>
/// <param name="limits">How strictly times are read.</param>
public sealed class PeerTokenCheck(string ownNodeId, PeerTokenLimits limits)
{
    private const long OldestMs = 24 * 3_600_000;

    private readonly long _leewayMs = (long)limits.Leeway.TotalMilliseconds;
    private readonly long _windowMs = (long)limits.NonceWindow.TotalMilliseconds;

    /// <summary>Judges a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="peer">The registration of its issuer; null if there is none.</param>
    /// <param name="nowMs">Now, in milliseconds.</param>
    /// <param name="verified">What it proves, if it holds.</param>
    public PeerTokenFault Judge(PeerToken token, PeerKeys? peer, long nowMs, out VerifiedPeerToken verified)
    {
        verified = default;
        var fault = Origin(token, peer);
        if (fault == PeerTokenFault.None)
            fault = Meaning(token, peer!, nowMs);
        if (fault != PeerTokenFault.None)
            return fault;

        // A token is accepted until its end and the leeway; a nonce forgotten at the end could be used once more.
        var keepUntil = Math.Max(token.ExpiresAtMs + _leewayMs, nowMs + _windowMs);
        verified = new VerifiedPeerToken(
            peer!.NodeId, token.Scopes, token.IssuedAtMs, new NonceClaim(peer.NodeId, token.Nonce!, keepUntil));
        return PeerTokenFault.None;
    }

    private static PeerTokenFault Origin(PeerToken token, PeerKeys? peer)
    {
        if (peer is null)
            return PeerTokenFault.NotRegistered;
        if (peer.Status != PeerStatus.Active)
            return PeerTokenFault.NotApproved;
        if (token.Jws.HasCritical || token.Jws.Algorithm != JwsAlgorithms.EdDsa)
            return PeerTokenFault.InvalidToken;
        if (!peer.Keys.Any(key => key.Verify(token.Jws.Content, token.Jws.Signature)))
            return PeerTokenFault.InvalidSignature;
        return token.HasValidClaims ? PeerTokenFault.None : PeerTokenFault.InvalidToken;
    }

    // The claims stand alone on one side of each comparison, so that no claim, however large, overflows.
    private PeerTokenFault Meaning(PeerToken token, PeerKeys peer, long nowMs)
    {
        if (token.ExpiresAtMs < nowMs - _leewayMs)
            return PeerTokenFault.Expired;
        if (token.Subject != ownNodeId)
            return PeerTokenFault.InvalidSubject;
        if (token.Issuer != peer.NodeId)
            return PeerTokenFault.InvalidIssuer;
        if (token.IssuedAtMs > nowMs + _leewayMs)
            return PeerTokenFault.IssuedInFuture;
        if (token.IssuedAtMs < nowMs - OldestMs)
            return PeerTokenFault.IssuedTooLongAgo;
        if (token.NotBeforeMs > nowMs + _leewayMs)
            return PeerTokenFault.NotYetValid;
        if (token.ExpiresAtMs > token.IssuedAtMs + PeerTokenClaims.LifeMs + _leewayMs)
            return PeerTokenFault.InvalidToken;
        return string.IsNullOrEmpty(token.Nonce) ? PeerTokenFault.MissingNonce : PeerTokenFault.None;
    }
}
