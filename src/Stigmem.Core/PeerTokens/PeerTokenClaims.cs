namespace Stigmem.Core.PeerTokens;

/// <summary>What a token for a peer says. A token serves one request: the nonce is spent by it.</summary>
/// <param name="Issuer">This node.</param>
/// <param name="Subject">The node that shall accept it.</param>
/// <param name="IssuedAtMs">Now, in milliseconds.</param>
/// <param name="Nonce">The text of a random UUID.</param>
/// <param name="Scopes">The scopes of the registration.</param>
public readonly record struct PeerTokenClaims(string Issuer, string Subject, long IssuedAtMs, string Nonce, IReadOnlyList<string> Scopes)
{
    /// <summary>How long a token lives: an hour.</summary>
    public const long LifeMs = 3_600_000;

    /// <summary>When it ends, in milliseconds.</summary>
    public long ExpiresAtMs => IssuedAtMs + LifeMs;
}
