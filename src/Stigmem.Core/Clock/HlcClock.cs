namespace Stigmem.Core.Clock;

/// <summary>
/// The node's hybrid logical clock. It takes no lock: the single writer owns it, and the order of its ticks is the
/// order of the log. Source of the rule: Facts contract, section 7.
/// </summary>
/// <param name="time">The wall clock.</param>
/// <param name="last">The last stamp on disk, so that a restart with a clock set back does not go backwards.</param>
public sealed class HlcClock(TimeProvider time, Hlc last)
{
    /// <summary>The last stamp given or received.</summary>
    public Hlc Last { get; private set; } = last;

    /// <summary>The stamp of a local write; later than every earlier one.</summary>
    public Hlc Tick()
    {
        var now = Now();
        Last = now > Last.WallMs ? new Hlc(now, 0) : After(Last.WallMs, Last.Counter);
        return Last;
    }

    /// <summary>Takes note of a stamp of another node.</summary>
    /// <param name="remote">The stamp.</param>
    /// <param name="futureBound">How far it may lie ahead of this node's wall clock; zero or less means any.</param>
    /// <param name="pastBound">How far it may lie behind; zero or less means any.</param>
    /// <param name="now">The clock after the receipt, or as it was when the stamp is refused.</param>
    /// <returns>False when the stamp lies outside the bounds; the clock is then unchanged.</returns>
    public bool TryReceive(Hlc remote, TimeSpan futureBound, TimeSpan pastBound, out Hlc now)
    {
        var wall = Now();
        now = Last;
        var ahead = remote.WallMs - wall;
        if (Exceeds(ahead, futureBound) || Exceeds(-ahead, pastBound) || remote.WallMs >= Hlc.MaxWallMs) return false;

        var latest = Math.Max(wall, Math.Max(Last.WallMs, remote.WallMs));
        if (latest == Last.WallMs)
            Last = After(latest, latest == remote.WallMs ? Math.Max(Last.Counter, remote.Counter) : Last.Counter);
        else
            Last = latest == remote.WallMs ? After(latest, remote.Counter) : new Hlc(latest, 0);
        now = Last;
        return true;
    }

    private static bool Exceeds(long milliseconds, TimeSpan bound) =>
        bound > TimeSpan.Zero && milliseconds > (long)bound.TotalMilliseconds;

    // A full counter carries into the wall time, which keeps the order and the packed form.
    private static Hlc After(long wall, int counter) =>
        counter >= Hlc.MaxCounter ? new Hlc(wall + 1, 0) : new Hlc(wall, counter + 1);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
