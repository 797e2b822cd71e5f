using System.Globalization;

namespace Stigmem.Benchmarks.Load;

/// <summary>What one load measured.</summary>
internal sealed class LoadResult
{
    /// <summary>Latencies of the requests that were answered with 2xx.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Answers other than 2xx, by status; 0 stands for a broken connection.</summary>
    public SortedDictionary<int, long> Failures { get; } = [];

    public string? FirstFailure { get; private set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>Processor time that the client itself took.</summary>
    public TimeSpan ClientProcessor { get; set; }

    public long Succeeded => Latency.Count;

    public double PerSecond => Elapsed > TimeSpan.Zero ? Succeeded / Elapsed.TotalSeconds : 0;

    public double ClientMicrosecondsARequest => Succeeded > 0 ? ClientProcessor.TotalMicroseconds / Succeeded : 0;

    public void CountFailure(int status, string what)
    {
        Failures[status] = Failures.GetValueOrDefault(status) + 1;
        FirstFailure ??= string.Create(CultureInfo.InvariantCulture, $"{status}: {what}");
    }

    public void Add(LoadResult other)
    {
        Latency.Add(other.Latency);
        foreach (var (status, count) in other.Failures)
        {
            Failures[status] = Failures.GetValueOrDefault(status) + count;
        }

        FirstFailure ??= other.FirstFailure;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PerSecond:N0}/s p50 {Latency.P50.TotalMilliseconds:F2} ms p99 {Latency.P99.TotalMilliseconds:F2} ms max {Latency.Max.TotalMilliseconds:F1} ms, client {ClientMicrosecondsARequest:F1} us/request")
        + (Failures.Count == 0 ? "" : $", FAILED {string.Join(", ", Failures.Select(f => $"{f.Value}x {f.Key}"))}; first {FirstFailure}");
}
