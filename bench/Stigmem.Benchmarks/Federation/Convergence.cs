using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stigmem.Benchmarks.Measuring;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Federation;

/// <summary>One fact at a time, said on one of three nodes: how long until both others answer with it.</summary>
internal static class Convergence
{
    private const double MostMilliseconds = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    public static async Task<IReadOnlyList<ReportLine>> RunAsync(FederationOptions options, CancellationToken cancellation)
    {
        FederatedSite[] sites = [.. Enumerable.Range(0, 3).Select(_ => new FederatedSite(options.Node, options.Folder))];
        List<RunningNode> nodes = [];
        try
        {
            foreach (var site in sites)
                nodes.Add(await site.StartAsync(cancellation));
            await FederatedSite.JoinBothAsync(sites[0], sites[1], cancellation);
            await FederatedSite.JoinBothAsync(sites[0], sites[2], cancellation);
            await FederatedSite.JoinBothAsync(sites[1], sites[2], cancellation);
            HttpClient[] clients = [.. sites.Select(Client)];
            // The first ones also wait for the workers to find their peers.
            for (var i = 0; i < 5; i++)
                await OnceAsync(clients, $"warm-{i}", cancellation);
            List<double> times = [];
            for (var i = 0; i < options.Singles; i++)
                times.Add(await OnceAsync(clients, $"{i}", cancellation));
            times.Sort();
            foreach (var client in clients)
                client.Dispose();
            return
            [
                ReportLine.Figure($"one fact on all of three nodes, median of {options.Singles}", times[times.Count / 2], "ms", null),
                ReportLine.Figure($"one fact on all of three nodes, p99 of {options.Singles}", times[(int)Math.Ceiling(times.Count * 0.99) - 1], "ms", MostMilliseconds),
            ];
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
            foreach (var site in sites)
                site.Dispose();
        }
    }

    private static HttpClient Client(FederatedSite site) => new()
    {
        BaseAddress = site.Site.Origin,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", site.Site.ApiKey) },
    };

    private static async Task<double> OnceAsync(HttpClient[] clients, string name, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var said = await clients[0].PostAsJsonAsync(
            "/v1/facts",
            new { entity = $"stigmem://bench/single/{name}", relation = "bench:name", value = new { type = "string", v = name }, source = "agent:bench", scope = "public" },
            cancellation);
        said.EnsureSuccessStatusCode();
        var fact = await said.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        var id = fact.GetProperty("id").GetString();
        await Task.WhenAll(clients[1..].Select(client => SeenAsync(client, id!, started, cancellation)));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task SeenAsync(HttpClient client, string id, long started, CancellationToken cancellation)
    {
        while (true)
        {
            using var answer = await client.GetAsync($"/v1/facts/{id}", cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new NodeCommandException($"fact {id} did not arrive");
            await Task.Delay(Look, cancellation);
        }
    }
}
