using Stigmem.Benchmarks.Load;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>The same measurement repeated; the median round speaks, so one disturbed round does not.</summary>
internal sealed class Rounds
{
    private readonly List<LoadResult> _loads = [];
    private readonly List<double> _rates = [];

    public double PerSecond => Median(_rates);

    public TimeSpan P50 => Median(_loads.Select(load => load.Latency.P50));

    public TimeSpan P99 => Median(_loads.Select(load => load.Latency.P99));

    public long Failures => _loads.Sum(load => load.Failures.Values.Sum());

    public string? FirstFailure => _loads.Select(load => load.FirstFailure).FirstOrDefault(text => text is not null);

    /// <summary>Adds a load; a request may carry several things that are counted, as a batch carries facts.</summary>
    public void Add(LoadResult load, int thingsARequest = 1)
    {
        _loads.Add(load);
        _rates.Add(load.PerSecond * thingsARequest);
    }

    public void Add(double perSecond) => _rates.Add(perSecond);

    private static T Median<T>(IEnumerable<T> values)
        where T : struct
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? default : sorted[sorted.Count / 2];
    }
}
