using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Crash;

/// <summary>Many writers on a node that is about to be killed; remembers every answer that arrived in full.</summary>
internal sealed class WriterStorm(NodeSite site, int writers)
{
    private readonly List<AcknowledgedFact> _acknowledged = [];
    private readonly Lock _gate = new();

    public async Task<IReadOnlyList<AcknowledgedFact>> RunAsync(
        RunningNode node, PackedRequests asserts, long firstIndex, TimeSpan killAfter, CancellationToken cancellation)
    {
        var runner = new LoadRunner(site.Origin, writers)
        {
            OnAnswer = (index, body) => Remember(AcknowledgedFact.Read(firstIndex + index, body)),
        };
        var bounds = new LoadBounds(asserts.Count, killAfter + TimeSpan.FromSeconds(30));
        var load = runner.RunAsync(asserts, bounds, repeat: false, cancellation);
        await Task.Delay(killAfter, cancellation);
        await node.KillAsync();
        var result = await load;
        var refused = result.Failures.Where(failure => failure.Key != 0).Sum(failure => failure.Value);
        return refused == 0
            ? _acknowledged
            : throw new NodeCommandException($"the node refused {refused} asserts: {result.FirstFailure}");
    }

    private void Remember(AcknowledgedFact fact)
    {
        lock (_gate)
        {
            _acknowledged.Add(fact);
        }
    }
}
