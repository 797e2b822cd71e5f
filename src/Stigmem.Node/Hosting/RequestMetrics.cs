using System.Diagnostics.Metrics;
using System.Globalization;

namespace Stigmem.Node.Hosting;

/// <summary>How long requests take, by route.</summary>
internal sealed class RequestMetrics(NodeMeter meter)
{
    private readonly Histogram<double> _latency = meter.Meter.CreateHistogram(
        "stigmem_request_latency_seconds", unit: null, description: "Time from the request's head to its answer.",
        tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5] });

    public void Answered(Operation operation, int status, TimeSpan elapsed) => _latency.Record(
        elapsed.TotalSeconds,
        KeyValuePair.Create("route", (object?)operation.Pattern),
        KeyValuePair.Create("method", (object?)operation.Method),
        KeyValuePair.Create("status_code", (object?)StatusText(status)));

    private static string StatusText(int status) => status switch
    {
        200 => "200",
        201 => "201",
        404 => "404",
        _ => status.ToString(CultureInfo.InvariantCulture),
    };
}
