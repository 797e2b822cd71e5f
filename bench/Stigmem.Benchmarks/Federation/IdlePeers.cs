using Stigmem.Benchmarks.Measuring;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Federation;

/// <summary>What a node burns that has many peers and nothing to say. The peers are true nodes, so they burn as well.</summary>
internal static class IdlePeers
{
    private const double MostPercent = 2;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ReportLine>> RunAsync(FederationOptions options, CancellationToken cancellation)
    {
        using var centre = new FederatedSite(options.Node, options.Folder);
        await using var measured = await centre.StartAsync(cancellation);
        List<FederatedSite> sites = [];
        List<RunningNode> nodes = [];
        try
        {
            for (var i = 0; i < options.IdlePeers; i++)
            {
                sites.Add(new FederatedSite(options.Node, options.Folder));
                nodes.Add(await sites[i].StartAsync(cancellation));
                await FederatedSite.JoinBothAsync(centre, sites[i], cancellation);
            }

            await Task.Delay(Settling, cancellation);
            var before = FederatedSite.ProcessorTime(measured);
            await Task.Delay(TimeSpan.FromSeconds(options.IdleSeconds), cancellation);
            var percent = (FederatedSite.ProcessorTime(measured) - before).TotalSeconds / options.IdleSeconds * 100;
            return [ReportLine.Share($"one core, a node with {options.IdlePeers} idle peers", percent, MostPercent)];
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
            foreach (var site in sites)
                site.Dispose();
        }
    }
}
