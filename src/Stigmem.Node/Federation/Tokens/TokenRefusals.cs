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

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid? Peer, PeerTokenFault Fault), (DateTimeOffset From, int Rows, long Left)> _windows = [];

    /// <summary>Counts a refusal.</summary>
    /// <param name="peer">The registered peer that the token names; null when there is none.</param>
    /// <param name="fault">Why.</param>
    /// <param name="leftOut">How many had no row before this one.</param>
    /// <returns>Whether it has a row.</returns>
    public bool HasRow(Guid? peer, PeerTokenFault fault, out long leftOut)
    {
        metrics.TokenRefused(fault);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var window = _windows.GetValueOrDefault((peer, fault));
            if (now - window.From >= Window)
                window = window with { From = now, Rows = 0 };
            var hasRow = window.Rows < MostRows;
            leftOut = hasRow ? window.Left : 0;
            _windows[(peer, fault)] = hasRow ? window with { Rows = window.Rows + 1, Left = 0 } : window with { Left = window.Left + 1 };
            return hasRow;
        }
    }
}
