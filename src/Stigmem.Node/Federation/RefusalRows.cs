namespace Stigmem.Node.Federation;

/// <summary>
/// Which refusals leave an audit row. Anybody can be refused by the thousand, so each kind has a few rows a minute; the next
/// row after a flood says how many had none.
/// </summary>
internal sealed class RefusalRows(TimeProvider time)
{
    /// <summary>Rows a minute for one kind and peer.</summary>
    public const int MostRows = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid? Peer, string Kind), (DateTimeOffset From, int Rows, long Left)> _windows = [];

    /// <summary>Counts a refusal.</summary>
    /// <param name="peer">The registered peer that was refused; null when there is none: strangers share their rows.</param>
    /// <param name="kind">What was refused and why, of a small set.</param>
    /// <param name="leftOut">How many had no row before this one.</param>
    /// <returns>Whether it has a row.</returns>
    public bool HasRow(Guid? peer, string kind, out long leftOut)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var window = _windows.GetValueOrDefault((peer, kind));
            if (now - window.From >= Window)
                window = window with { From = now, Rows = 0 };
            var hasRow = window.Rows < MostRows;
            leftOut = hasRow ? window.Left : 0;
            _windows[(peer, kind)] = hasRow ? window with { Rows = window.Rows + 1, Left = 0 } : window with { Left = window.Left + 1 };
            return hasRow;
        }
    }

    /// <summary>The detail that tells of refusals without a row.</summary>
    public static (string Name, string? Value) Detail(long leftOut) => ("without_row", leftOut == 0 ? null : FederationAudit.Text(leftOut));
}
