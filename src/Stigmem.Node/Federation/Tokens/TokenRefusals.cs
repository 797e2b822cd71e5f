using Stigmem.Core.PeerTokens;

namespace Stigmem.Node.Federation.Tokens;

/// <summary>
/// Which refused tokens leave an audit row. Anybody can send forged tokens by the thousand, so each reason and peer has a few
/// rows a minute; the next row after a flood says how many had none. The metric counts them all.
/// </summary>
internal sealed class TokenRefusals(FederationMetrics metrics, TimeProvider time)
{
    /// <summary>Rows a minute for one reason and peer; what names no registered peer shares them.</summary>
    public const int MostRows = 20;

    private readonly RowWindows<(Guid? Peer, PeerTokenFault Fault)> _windows = new(MostRows, TimeSpan.FromMinutes(1), time);

    /// <summary>Counts a refusal.</summary>
    /// <param name="peer">The registered peer that the token names; null when there is none.</param>
    /// <param name="fault">Why.</param>
    /// <param name="leftOut">How many had no row before this one.</param>
    /// <returns>Whether it has a row.</returns>
    public bool HasRow(Guid? peer, PeerTokenFault fault, out long leftOut)
    {
        metrics.TokenRefused(fault);
        return _windows.HasRow((peer, fault), out leftOut);
    }
}
