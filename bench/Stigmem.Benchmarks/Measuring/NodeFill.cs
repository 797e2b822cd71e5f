using System.Text.Json;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>Fills a node with facts in batches and keeps some of the ids it gave, spread over the whole fill.</summary>
internal sealed class NodeFill(NodeSite site, NodeRequests requests)
{
    private const int Connections = 4;
    private const int FactsASlice = 50_000;
    private const int IdsWanted = 5_000;
    private static readonly TimeSpan SlicePatience = TimeSpan.FromMinutes(5);

    private readonly List<string> _ids = [];
    private readonly Lock _gate = new();

    /// <summary>Asserts facts 0 to <paramref name="size"/>; returns ids of some of them.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(int size, CancellationToken cancellation)
    {
        var keepEvery = Math.Max(1, size / IdsWanted);
        var runner = new LoadRunner(site.Origin, Connections) { OnAnswer = (_, body) => Keep(body, keepEvery) };
        for (var first = 0; first < size; first += FactsASlice)
        {
            var slice = requests.Batches(first, Math.Min(FactsASlice, size - first));
            var result = await runner.RunAsync(
                slice, new LoadBounds(slice.Count, SlicePatience), repeat: false, cancellation);
            if (result.Succeeded != slice.Count)
            {
                throw new NodeCommandException($"the fill stopped at {first} facts: {result.FirstFailure}");
            }
        }

        return _ids;
    }

    private void Keep(ReadOnlyMemory<byte> body, int every)
    {
        using var answer = JsonDocument.Parse(body);
        var rejected = answer.RootElement.GetProperty("rejected").GetInt32();
        if (rejected > 0)
        {
            throw new NodeCommandException($"the node rejected {rejected} facts of a batch: {answer.RootElement}");
        }

        lock (_gate)
        {
            foreach (var result in answer.RootElement.GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("index").GetInt32() % every == 0)
                {
                    _ids.Add(result.GetProperty("fact_id").GetString()!);
                }
            }
        }
    }
}
