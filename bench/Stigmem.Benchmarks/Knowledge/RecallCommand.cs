using System.Globalization;
using System.Text.Json;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Knowledge;

/// <summary>
/// <c>bench recall</c>: what questions, cards and neighbours cost at each size, one client; and how long a question waits
/// for the index while 64 clients write. Latencies as the client sees them, so a busy machine shows in all of them.
/// </summary>
internal static class RecallCommand
{
    private const int Seed = 42;
    private const int BatchSize = 500;
    private const int Connections = 4;
    private const int WarmUp = 200;
    private const int Writers = 64;
    private static readonly TimeSpan FillPatience = TimeSpan.FromMinutes(10);

    /// <summary>Targets of p99 in milliseconds by size; between them there is none.</summary>
    private static readonly Dictionary<int, double> MostAt = new() { [100_000] = 15, [1_000_000] = 60 };

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var sizes = arguments.Numbers("--sizes", [10_000, 100_000, 1_000_000], 100, 10_000_000);
        var questions = arguments.Number("--questions", 1_000, 10, 1_000_000);
        var node = NodeSite.FindExecutable(arguments.Text("--node"));
        var folder = arguments.Text("--dir") ?? Path.GetTempPath();
        arguments.RefuseUnread();
        var corpus = new ZipfCorpus(Seed);
        Console.WriteLine("| line | p50 | p99 | target p99 | met? |\n| --- | --- | --- | --- | --- |");
        using var site = new NodeSite(node, folder);
        await site.BootstrapAsync(cancellation);
        await using var running = await site.StartAsync(cancellation);
        var filled = 0;
        foreach (var size in sizes.Order())
        {
            await FillAsync(site, corpus, filled, size, cancellation);
            filled = size;
            var name = size.ToString("N0", CultureInfo.InvariantCulture);
            await MeasureAsync(site, $"{name} facts, recall", Questions(site, corpus, questions), MostAt.TryGetValue(size, out var most) ? most : null, cancellation);
            await MeasureAsync(site, $"{name} facts, card", Gets(site, size, entity => $"/v1/cards/{entity}"), 5, cancellation);
            await MeasureAsync(site, $"{name} facts, neighbours", Gets(site, size, entity => $"/v1/graph/neighbors?scope=local&entity={Uri.EscapeDataString(entity)}"), 5, cancellation);
        }

        filled = await FreshnessAsync(site, corpus, filled, cancellation);
        await IndexingCost.MeasureAsync(node, folder, corpus, cancellation);
        Console.WriteLine(FormattableString.Invariant($"\n{filled:N0} facts at the end, {site.BytesOnDisk() / filled} bytes each, {running.ResidentMegabytes():N0} MB resident"));
        return 0;
    }

    private static async Task FillAsync(NodeSite site, ZipfCorpus corpus, int from, int to, CancellationToken cancellation)
    {
        const int slice = 50_000;
        for (var first = from; first < to; first += slice)
        {
            var requests = new PackedRequests(site.Origin, site.ApiKey);
            for (var start = first; start < Math.Min(to, first + slice); start += BatchSize)
            {
                var (begin, end) = (start, Math.Min(to, start + BatchSize));
                requests.AddPost("/v1/facts/batch", writer => WriteBatch(writer, corpus, begin, end));
            }

            var result = await new LoadRunner(site.Origin, Connections).RunAsync(requests, new LoadBounds(requests.Count, FillPatience), repeat: false, cancellation);
            if (result.Succeeded != requests.Count)
            {
                throw new NodeCommandException($"the fill stopped at {first} facts: {result.FirstFailure}");
            }
        }
    }

    private static void WriteBatch(Utf8JsonWriter writer, ZipfCorpus corpus, int begin, int end)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("facts"u8);
        for (var fact = begin; fact < end; fact++)
        {
            corpus.Write(writer, fact);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task MeasureAsync(NodeSite site, string name, PackedRequests requests, double? most, CancellationToken cancellation)
    {
        var runner = new LoadRunner(site.Origin, 1);
        await runner.RunAsync(requests, new LoadBounds(Math.Min(WarmUp, requests.Count), FillPatience), repeat: false, cancellation);
        Print(name, await runner.RunAsync(requests, new LoadBounds(requests.Count, FillPatience), repeat: false, cancellation), most);
    }

    /// <summary>One client asks while others write: each question sees what was acknowledged before it.</summary>
    private static async Task<int> FreshnessAsync(NodeSite site, ZipfCorpus corpus, int filled, CancellationToken cancellation)
    {
        const int asserts = 40_000;
        var writes = new PackedRequests(site.Origin, site.ApiKey);
        for (var i = 0; i < asserts; i++)
        {
            var fact = filled + i;
            writes.AddPost("/v1/facts", writer => corpus.Write(writer, fact));
        }

        var writing = new LoadRunner(site.Origin, Writers).RunAsync(writes, new LoadBounds(asserts, FillPatience), repeat: false, cancellation);
        var asking = new LoadRunner(site.Origin, 1).RunAsync(Questions(site, corpus, 1_000), new LoadBounds(long.MaxValue, TimeSpan.FromSeconds(8)), repeat: true, cancellation);
        Print($"recall beside {Writers} writers", await asking, 50);
        var written = await writing;
        Console.WriteLine(FormattableString.Invariant($"| those writers | {written.PerSecond:N0}/s | | | |"));
        return filled + (int)written.Succeeded;
    }

    private static PackedRequests Questions(NodeSite site, ZipfCorpus corpus, int count)
    {
        var requests = new PackedRequests(site.Origin, site.ApiKey);
        for (var i = 0; i < count; i++)
        {
            var question = corpus.Question(i);
            requests.AddPost("/v1/recall", writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("query"u8, question);
                writer.WriteEndObject();
            });
        }

        return requests;
    }

    private static PackedRequests Gets(NodeSite site, int size, Func<string, string> target)
    {
        var requests = new PackedRequests(site.Origin, site.ApiKey);
        for (var i = 0L; i < 2_000; i++)
        {
            requests.AddGet(target(ZipfCorpus.EntityOf(i * 104_729L % size)));
        }

        return requests;
    }

    private static void Print(string name, LoadResult result, double? most)
    {
        var (p50, p99) = (result.Latency.P50.TotalMilliseconds, result.Latency.P99.TotalMilliseconds);
        var failed = result.Failures.Count > 0 ? $" ({result.FirstFailure})" : "";
        Console.WriteLine(FormattableString.Invariant(
            $"| {name}{failed} | {p50:F2} ms | {p99:F2} ms | {(most is { } limit ? $"<= {limit} ms" : "-")} | {(most is { } bound ? p99 <= bound && failed.Length == 0 ? "yes" : "**no**" : "-")} |"));
    }
}
