using System.Diagnostics.Metrics;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Recall;

/// <summary>How long recalls take (operations contract, section 14).</summary>
internal sealed class RecallMetrics(NodeMeter meter)
{
    private readonly Histogram<double> _ranking = meter.Meter.CreateHistogram(
        "stigmem_recall_ranker_duration_seconds", unit: null, description: "Time to find and rank the facts of a recall.", tags: null,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5] });

    public void Ranked(Principal caller, TimeSpan took) => _ranking.Record(took.TotalSeconds, KeyValuePair.Create("tenant", (object?)caller.Tenant));
}
