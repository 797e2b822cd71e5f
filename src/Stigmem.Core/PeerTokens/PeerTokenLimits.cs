namespace Stigmem.Core.PeerTokens;

/// <summary>How strictly the times of tokens are read.</summary>
/// <param name="Leeway">How far the clocks of two nodes may differ.</param>
/// <param name="NonceWindow">How long a nonce is remembered at least.</param>
public readonly record struct PeerTokenLimits(TimeSpan Leeway, TimeSpan NonceWindow)
{
    /// <summary>The reference's: 30 and 300 seconds.</summary>
    public static PeerTokenLimits Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300));
}
