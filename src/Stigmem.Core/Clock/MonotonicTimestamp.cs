namespace Stigmem.Core.Clock;

/// <summary>
/// Server timestamps that never repeat, so that a timestamp orders a page by itself. It takes no lock: the single writer
/// owns it.
/// </summary>
/// <param name="time">The wall clock.</param>
/// <param name="lastMicroseconds">The last timestamp on disk.</param>
public sealed class MonotonicTimestamp(TimeProvider time, long lastMicroseconds)
{
    private long _last = lastMicroseconds;

    /// <summary>Microseconds since the Unix epoch: now, or one more than the last when the wall clock did not advance.</summary>
    public long Next()
    {
        var now = (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return _last = Math.Max(now, _last + 1);
    }
}
