namespace Stigmem.Core.Clock;

/// <summary>
/// How far a stamp of another node may lie from this node's wall clock; zero means any distance. Source of the rule:
/// Federation contract, section 7.
/// </summary>
/// <param name="MaxFutureMs">How far ahead, in milliseconds.</param>
/// <param name="MaxPastMs">How far behind, in milliseconds.</param>
public readonly record struct HlcBounds(long MaxFutureMs, long MaxPastMs)
{
    /// <summary>The reference's: five minutes ahead, thirty days behind.</summary>
    public static HlcBounds Default { get; } = new(300_000, 2_592_000_000);

    /// <summary>
    /// On which side the stamp leaves the bounds. One at the end of all time is ahead even without bounds: the clock could
    /// not follow it.
    /// </summary>
    public HlcSkew Judge(Hlc remote, long nowMs)
    {
        var ahead = remote.WallMs - nowMs;
        if ((MaxFutureMs > 0 && ahead > MaxFutureMs) || remote.WallMs >= Hlc.MaxWallMs)
            return HlcSkew.Future;
        return MaxPastMs > 0 && -ahead > MaxPastMs ? HlcSkew.Past : HlcSkew.None;
    }
}
