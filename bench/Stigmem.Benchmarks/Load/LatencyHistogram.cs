using System.Diagnostics;
using System.Numerics;

namespace Stigmem.Benchmarks.Load;

/// <summary>
/// Latencies in 16 KB whatever their number: counts in 64 steps per power of two, so a quantile is right within 1.6 %.
/// One writer at a time; histograms of several connections are merged afterwards.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;
    private const int Powers = 64 - StepBits;

    private static readonly double NanosecondsATick = 1e9 / Stopwatch.Frequency;

    private readonly int[] _counts = new int[Steps * (Powers + 1)];

    public long Count { get; private set; }

    public TimeSpan Max { get; private set; }

    public TimeSpan P50 => Quantile(0.50);

    public TimeSpan P99 => Quantile(0.99);

    public void Record(long stopwatchTicks)
    {
        var nanoseconds = (ulong)(stopwatchTicks * NanosecondsATick);
        _counts[BucketOf(nanoseconds)]++;
        Count++;
        var latency = TimeSpan.FromTicks((long)(nanoseconds / 100));
        if (latency > Max)
        {
            Max = latency;
        }
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
        Max = Max > other.Max ? Max : other.Max;
    }

    public TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank && seen > 0)
            {
                return TimeSpan.FromTicks((long)(UpperEdgeOf(bucket) / 100));
            }
        }

        return TimeSpan.Zero;
    }

    private static int BucketOf(ulong value)
    {
        var power = 63 - BitOperations.LeadingZeroCount(value | 1);
        if (power <= StepBits)
        {
            return (int)value;
        }

        var shift = power - StepBits;
        return (shift << StepBits) + (int)(value >> shift);
    }

    private static ulong UpperEdgeOf(int bucket)
    {
        if (bucket < Steps * 2)
        {
            return (ulong)bucket;
        }

        var shift = (bucket >> StepBits) - 1;
        return ((ulong)(bucket & (Steps - 1)) + Steps + 1) << shift;
    }
}
