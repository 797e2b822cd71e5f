using System.Globalization;
using Stigmem.Core.Clock;

namespace Stigmem.Core.Replication;

/// <summary>
/// How far pulling from a peer has come. A run goes page by page to the end of what the peer has, over as many rounds as
/// that takes; the next run begins some seconds before. The reference compares cursors as texts, so after <c>....9</c> it
/// never sends <c>....10</c>: what it says during a run may lie behind the cursor, and comes in the next. What is sent twice
/// is known by its id. Source of the rule: Federation contract, section 5.2.
/// </summary>
/// <param name="Start">Where the next run begins; it never moves back. A bare wall time is a prefix of and so less than every stamp from then on.</param>
/// <param name="Run">Where the run that has not come to the end goes on; null between runs.</param>
/// <param name="FrontMs">
/// What the peer says during a run is stamped no earlier than this, for its clock never goes back; what lies behind the
/// cursor then is as late, too. Between runs, the latest stamp of the last one; null when no run came to the end.
/// </param>
public sealed record PullCursor(string? Start, string? Run, long? FrontMs)
{
    /// <summary>How far before the end of a run the next one begins: 5 s.</summary>
    public const long OverlapMs = 5_000;

    // The first run has no earlier one to tell the front, and would be read twice whole if every page might be it.
    private const long SlowestClockMs = 3_600_000;

    /// <summary>Before the first page.</summary>
    public static PullCursor None { get; } = new(null, null, null);

    /// <summary>The cursor to ask with.</summary>
    public string? Next => Run ?? Start;

    /// <summary>
    /// What to remember after a page. Cursors that are no stamps come from nodes that sort properly and are kept as they
    /// are.
    /// </summary>
    /// <param name="returned">The cursor of the page.</param>
    /// <param name="hasMore">Whether the run goes on.</param>
    /// <param name="nowMs">This node's clock.</param>
    public PullCursor After(string? returned, bool hasMore, long nowMs)
    {
        if (returned is null)
            return this with { Run = null };
        if (!Hlc.TryParseOfPeer(returned, out var stamp))
            return new PullCursor(returned, null, null);

        var front = Run is null ? Math.Max(stamp.WallMs, FrontMs ?? nowMs - SlowestClockMs) : FrontMs ?? stamp.WallMs;
        if (hasMore)
            return new PullCursor(Start, returned, front);
        var start = Math.Max(0, Math.Min(stamp.WallMs, front) - OverlapMs);
        if (Hlc.TryParseOfPeer(Start, out var before))
            start = Math.Max(start, before.WallMs);
        return new PullCursor(start.ToString(CultureInfo.InvariantCulture), null, stamp.WallMs);
    }
}
