using System.Globalization;
using Stigmem.Core.Clock;

namespace Stigmem.Core.Replication;

/// <summary>
/// What to remember of a peer's cursor. The reference compares cursors as texts, so after <c>....9</c> it never sends
/// <c>....10</c>; the remembered cursor therefore lies some seconds back, as a bare wall time, which is a prefix of and so
/// less than every stamp from then on. What is sent twice is known by its id. Source of the rule: Federation contract,
/// section 5.2.
/// </summary>
public static class PullCursor
{
    /// <summary>How far the remembered cursor lies back, unless the operator says otherwise: 5 s.</summary>
    public const long DefaultOverlapMs = 5_000;

    /// <summary>
    /// The cursor to store after a page. Cursors that are no stamp come from nodes that sort properly and are kept as they
    /// are.
    /// </summary>
    /// <param name="returned">The cursor of the page; the next page of this run is asked for with this one.</param>
    /// <param name="stored">The cursor that is stored now; it never moves back.</param>
    /// <param name="overlapMs">How far to go back.</param>
    public static string? ToStore(string? returned, string? stored, long overlapMs)
    {
        if (returned is null)
            return stored;
        if (!Hlc.TryParseOfPeer(returned, out var stamp))
            return returned;

        var wall = Math.Max(0, stamp.WallMs - overlapMs);
        if (Hlc.TryParseOfPeer(stored, out var before))
            wall = Math.Max(wall, before.WallMs);
        return wall.ToString(CultureInfo.InvariantCulture);
    }
}
