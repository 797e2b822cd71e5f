using System.Globalization;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Knowledge;

/// <summary>
/// What the index takes from the writers: 64 clients assert to a node whose index follows the log, and to one whose index
/// stands still, by turns, so that both meet the same machine.
/// </summary>
internal static class IndexingCost
{
    private const int Writers = 64;
    private const int Rounds = 5;
    private const int AssertsARound = 20_000;
    private const double MostLost = 0.15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task MeasureAsync(string node, string folder, ZipfCorpus corpus, CancellationToken cancellation)
    {
        using var following = new NodeSite(node, folder);
        using var standing = new NodeSite(node, folder, new Dictionary<string, string> { ["STIGMEM_INDEX_INTERVAL_MS"] = "86400000" });
        await following.BootstrapAsync(cancellation);
        await standing.BootstrapAsync(cancellation);
        await using var first = await following.StartAsync(cancellation);
        await using var second = await standing.StartAsync(cancellation);
        List<double> with = [], without = [];
        // The first round warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            var (one, other) = (await RateAsync(following, corpus, round, cancellation), await RateAsync(standing, corpus, round, cancellation));
            if (round == 0)
            {
                continue;
            }

            with.Add(one);
            without.Add(other);
        }

        var lost = 1 - (Median(with) / Median(without));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| asserts lost to indexing ({Median(with):N0}/s of {Median(without):N0}/s) | {lost:P0} | | <= {MostLost:P0} | {(lost <= MostLost ? "yes" : "**no**")} |"));
    }

    private static async Task<double> RateAsync(NodeSite site, ZipfCorpus corpus, int round, CancellationToken cancellation)
    {
        var requests = new PackedRequests(site.Origin, site.ApiKey);
        for (var i = 0; i < AssertsARound; i++)
        {
            var fact = (round * AssertsARound) + i;
            requests.AddPost("/v1/facts", writer => corpus.Write(writer, fact));
        }

        return (await new LoadRunner(site.Origin, Writers).RunAsync(requests, new LoadBounds(requests.Count, Patience), repeat: false, cancellation)).PerSecond;
    }

    private static double Median(List<double> rates)
    {
        rates.Sort();
        return rates[rates.Count / 2];
    }
}
