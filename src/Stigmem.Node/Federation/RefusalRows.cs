namespace Stigmem.Node.Federation;

/// <summary>
/// Which refusals leave an audit row. Anybody can be refused by the thousand, so each kind has a few rows a minute; the next
/// row after a flood says how many had none.
/// </summary>
internal sealed class RefusalRows(TimeProvider time)
{
    /// <summary>Rows a minute for one kind and peer.</summary>
    public const int MostRows = 20;

    private readonly RowWindows<(Guid? Peer, string Kind)> _windows = new(MostRows, TimeSpan.FromMinutes(1), time);

    /// <summary>Counts a refusal.</summary>
    /// <param name="peer">The registered peer that was refused; null when there is none: strangers share their rows.</param>
    /// <param name="kind">What was refused and why, of a small set.</param>
    /// <param name="leftOut">How many had no row before this one.</param>
    /// <returns>Whether it has a row.</returns>
    public bool HasRow(Guid? peer, string kind, out long leftOut) => _windows.HasRow((peer, kind), out leftOut);

    /// <summary>The detail that tells of refusals without a row.</summary>
    public static (string Name, string? Value) Detail(long leftOut) => ("without_row", leftOut == 0 ? null : FederationAudit.Text(leftOut));
}
