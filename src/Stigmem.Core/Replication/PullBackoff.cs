namespace Stigmem.Core.Replication;

/// <summary>
/// How long to leave a peer alone that refuses for lack of capacity: 2 s, doubled each time, at most 300 s, give or take
/// a fifth, so that many nodes do not come back together. Source of the rule: Federation contract, section 5.3.
/// </summary>
public static class PullBackoff
{
    private const double BaseSeconds = 1;
    private const double MaxSeconds = 300;
    private const double Jitter = 0.2;

    // 2^9 seconds are beyond the cap already; larger powers would only overflow.
    private const int MostDoublings = 9;

    /// <summary>The wait.</summary>
    /// <param name="refusals">How many refusals came in a row, this one included; at least 1.</param>
    /// <param name="chance">A random number from 0 up to 1.</param>
    /// <param name="retryAfter">What the peer asks for; it lengthens the wait up to the cap.</param>
    public static TimeSpan Wait(int refusals, double chance, TimeSpan? retryAfter = null)
    {
        var doubled = Math.Min(MaxSeconds, BaseSeconds * (1 << Math.Clamp(refusals, 1, MostDoublings)));
        var wait = doubled * (1 - Jitter + 2 * Jitter * chance);
        var asked = Math.Min(MaxSeconds, (retryAfter ?? TimeSpan.Zero).TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(wait, asked));
    }
}
