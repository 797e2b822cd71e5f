namespace Stigmem.Node.Federation;

/// <summary>
/// Which of many things that peers make happen leave an audit row: the first ones of each kind in a while. The row after a
/// flood says how many had none.
/// </summary>
/// <param name="most">Rows of one kind in a window.</param>
/// <param name="length">How long a window is.</param>
/// <param name="time">The clock.</param>
internal sealed class RowWindows<TKind>(int most, TimeSpan length, TimeProvider time)
    where TKind : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKind, (DateTimeOffset From, int Rows, long Left)> _windows = [];

    /// <summary>Counts one.</summary>
    /// <param name="kind">What and whose; there must be few of them.</param>
    /// <param name="leftOut">How many had no row before this one.</param>
    /// <returns>Whether it has a row.</returns>
    public bool HasRow(TKind kind, out long leftOut)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var window = _windows.GetValueOrDefault(kind);
            if (now - window.From >= length)
                window = window with { From = now, Rows = 0 };
            var hasRow = window.Rows < most;
            leftOut = hasRow ? window.Left : 0;
            _windows[kind] = hasRow ? window with { Rows = window.Rows + 1, Left = 0 } : window with { Left = window.Left + 1 };
            return hasRow;
        }
    }
}
