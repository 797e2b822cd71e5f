using Stigmem.Core.Peers;

namespace Stigmem.Core.PeerTokens;

/// <summary>A token that holds, provided that its nonce is new.</summary>
/// <param name="NodeId">The peer.</param>
/// <param name="Scopes">The scopes that it claims.</param>
/// <param name="IssuedAtMs">The peer's clock when it wrote the token, in milliseconds.</param>
/// <param name="Nonce">What is left to check.</param>
public readonly record struct VerifiedPeerToken(string NodeId, PeerScopes Scopes, long IssuedAtMs, NonceClaim Nonce);
