using System.Diagnostics;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Measuring;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Federation;

/// <summary>
/// A new peer takes over all that another node has said. The clock runs from its first committed page to its last fact.
/// </summary>
internal static class CatchUp
{
    private const int Seed = 7;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<ReportLine>> RunAsync(FederationOptions options, string name, int facts, double? leastRate, double? mostMegabytes, CancellationToken cancellation)
    {
        using var origin = new FederatedSite(options.Node, options.Folder);
        using var joiner = new FederatedSite(options.Node, options.Folder);
        await using var serving = await origin.StartAsync(cancellation);
        await using var receiving = await joiner.StartAsync(cancellation);
        await new NodeFill(origin.Site, new NodeRequests(origin.Site, new SyntheticFacts(Seed))).RunAsync(facts, cancellation);
        await joiner.JoinAsync(origin, cancellation);
        using var store = joiner.OpenStore();
        var before = FederatedSite.Rows(store);
        await using var memory = new MemoryWatch(receiving);
        var (servingBefore, receivingBefore) = (FederatedSite.ProcessorTime(serving), FederatedSite.ProcessorTime(receiving));
        await origin.JoinAsync(joiner, cancellation);
        long Received() => (FederatedSite.Rows(store) - before) / 2;
        await UntilAsync(() => Received() > 0, cancellation);
        var (first, started) = (Received(), Stopwatch.GetTimestamp());
        await UntilAsync(() => Received() >= facts, cancellation);
        var rate = (facts - first) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (served, taken) = (FederatedSite.ProcessorTime(serving) - servingBefore, FederatedSite.ProcessorTime(receiving) - receivingBefore);
        return
        [
            ReportLine.Least($"{name}, facts durable at the receiver", rate, "/s", leastRate),
            ReportLine.Figure($"{name}, processor time of the serving node a fact", served.TotalMicroseconds / facts, "µs", null),
            ReportLine.Figure($"{name}, processor time of the receiving node a fact", taken.TotalMicroseconds / facts, "µs", null),
            ReportLine.Figure($"{name}, most memory of the receiver", memory.MostMegabytes, "MB", mostMegabytes),
        ];
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new NodeCommandException("the receiver did not catch up");
            }

            await Task.Delay(Look, cancellation);
        }
    }
}
