namespace Stigmem.Core.PeerTokens;

/// <summary>
/// The last check of a token, which needs the store: the nonce must be new. If it is not, the fault is
/// <see cref="PeerTokenFault.NonceAlreadySeen"/>.
/// </summary>
/// <param name="Issuer">The peer.</param>
/// <param name="Nonce">The nonce.</param>
/// <param name="KeepUntilMs">From when on it may be forgotten, because the token is refused by its age.</param>
public readonly record struct NonceClaim(string Issuer, string Nonce, long KeepUntilMs);
