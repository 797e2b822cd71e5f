using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Knowledge;

/// <summary>
/// <c>bench subscriptions</c>: what subscriptions that match every fact cost those who write, as a ratio of rounds that take turns, and
/// how long after its acknowledgement the event of a fact arrives.
/// </summary>
internal static class SubscriptionsCommand
{
    private const int Writers = 16;
    private const int BatchWriters = 4;
    private const int BatchSize = 500;
    private const int RequestsASecond = 20_000;
    private const int BatchesASecond = 200;
    private static readonly TimeSpan LatePatience = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var count = arguments.Number("--subscriptions", 10, 1, 1_000);
        var following = arguments.Number("--followers", 1, 1, count);
        var rounds = arguments.Number("--rounds", 3, 1, 100);
        var time = TimeSpan.FromSeconds(arguments.Number("--seconds", 2, 1, 600));
        var node = NodeSite.FindExecutable(arguments.Text("--node"));
        var folder = arguments.Text("--dir") ?? Path.GetTempPath();
        arguments.RefuseUnread();
        using var site = new NodeSite(node, folder, new Dictionary<string, string> { ["STIGMEM_LOG_LEVEL"] = "error" });
        await site.BootstrapAsync(cancellation);
        await using var running = await site.StartAsync(cancellation);
        var subscribers = await SubscribersAsync(site, count, cancellation);
        await RoundAsync(site, Singles(site, time), Writers, 1, time, [], cancellation);
        List<Round> without = [], with = [];
        for (var i = 0; i < rounds; i++)
        {
            without.Add(await RoundAsync(site, Singles(site, time), Writers, 1, time, [], cancellation));
            with.Add(await FollowedAsync(site, Singles(site, time), Writers, 1, time, subscribers, following, cancellation));
        }

        var batchesWithout = await RoundAsync(site, Batches(site, time), BatchWriters, BatchSize, time, [], cancellation);
        var batchesWith = await FollowedAsync(site, Batches(site, time), BatchWriters, BatchSize, time, subscribers, following, cancellation);
        Console.WriteLine($"| line | without | with {count} | ratio | event p50 | event p99 | late p99 <= 200 ms? |\n| --- | --- | --- | --- | --- | --- | --- |");
        Print($"{Writers} clients assert", without, with);
        Print($"{BatchWriters} clients assert batches of {BatchSize}", [batchesWithout], [batchesWith]);
        return 0;
    }

    private static async Task<Round> FollowedAsync(
        NodeSite site, PackedRequests requests, int clients, int factsARequest, TimeSpan time, List<HttpClient> subscribers, int following, CancellationToken cancellation)
    {
        List<string> subscriptions = [];
        List<EventFollower> followers = [];
        foreach (var subscriber in subscribers)
        {
            var made = await SendAsync(subscriber, HttpMethod.Post, "/v1/subscriptions", """{"target":"local","on_change":"stream","delivery_address":""}""", cancellation);
            subscriptions.Add(made.GetProperty("id").GetString()!);
            if (followers.Count < following)
            {
                var key = subscriber.DefaultRequestHeaders.Authorization!.Parameter!;
                followers.Add(await EventFollower.OpenAsync(site.Origin, key, subscriptions[^1], requests.Count * factsARequest, cancellation));
            }
        }

        var round = await RoundAsync(site, requests, clients, factsARequest, time, followers, cancellation);
        foreach (var follower in followers)
        {
            await follower.DisposeAsync();
        }

        for (var i = 0; i < subscribers.Count; i++)
        {
            await SendAsync(subscribers[i], HttpMethod.Delete, $"/v1/subscriptions/{subscriptions[i]}", null, cancellation);
        }

        return round;
    }

    private static async Task<Round> RoundAsync(
        NodeSite site, PackedRequests requests, int clients, int factsARequest, TimeSpan time, IReadOnlyList<EventFollower> followers, CancellationToken cancellation)
    {
        var acknowledged = new long[requests.Count];
        var load = new LoadRunner(site.Origin, clients) { OnAnswer = (number, _) => acknowledged[number] = Stopwatch.GetTimestamp() };
        var written = await load.RunAsync(requests, new LoadBounds(requests.Count, time), repeat: false, cancellation);
        if (written.Failures.Count > 0)
        {
            throw new NodeCommandException($"an assert failed: {written.FirstFailure}");
        }

        var facts = written.Succeeded * factsARequest;
        var patience = Stopwatch.StartNew();
        while (followers.Any(follower => follower.Count < facts))
        {
            if (patience.Elapsed > LatePatience)
            {
                throw new NodeCommandException($"{followers.Min(follower => follower.Count)} of {facts} events arrived");
            }

            await Task.Delay(10, cancellation);
        }

        var latency = new LatencyHistogram();
        foreach (var follower in followers)
        {
            for (var i = 0; i < requests.Count * factsARequest; i++)
            {
                if (acknowledged[i / factsARequest] != 0)
                {
                    latency.Record(Math.Max(0, follower.ArrivalOf(i) - acknowledged[i / factsARequest]));
                }
            }
        }

        return new Round(written.PerSecond * factsARequest, latency);
    }

    /// <summary>Subscribers of their own: those of one are often alike.</summary>
    private static async Task<List<HttpClient>> SubscribersAsync(NodeSite site, int count, CancellationToken cancellation)
    {
        using var admin = Client(site, site.ApiKey);
        List<HttpClient> subscribers = [];
        for (var i = 0; i < count; i++)
        {
            var key = $"bench-{Guid.NewGuid():N}";
            await SendAsync(admin, HttpMethod.Post, "/v1/auth/keys", $$"""{"entity_uri":"agent:follower-{{i}}","permissions":["read"],"raw_key":"{{key}}"}""", cancellation);
            subscribers.Add(Client(site, key));
        }

        return subscribers;
    }

    private static HttpClient Client(NodeSite site, string key)
    {
        var client = new HttpClient { BaseAddress = site.Origin };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, string? json, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new NodeCommandException($"{method} {path}: {(int)response.StatusCode} {text}");
        }

        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private static PackedRequests Singles(NodeSite site, TimeSpan time)
    {
        var requests = new PackedRequests(site.Origin, site.ApiKey);
        var salt = Guid.NewGuid().ToString("N");
        for (var i = 0; i < RequestsASecond * time.TotalSeconds; i++)
        {
            var fact = i;
            requests.AddPost("/v1/facts", writer => Write(writer, salt, fact));
        }

        return requests;
    }

    private static PackedRequests Batches(NodeSite site, TimeSpan time)
    {
        var requests = new PackedRequests(site.Origin, site.ApiKey);
        var salt = Guid.NewGuid().ToString("N");
        for (var i = 0; i < BatchesASecond * time.TotalSeconds; i++)
        {
            var first = i * BatchSize;
            requests.AddPost("/v1/facts/batch", writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("facts"u8);
                for (var fact = first; fact < first + BatchSize; fact++)
                {
                    Write(writer, salt, fact);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }

        return requests;
    }

    /// <summary>A fact that says its number, about an entity that no other round writes of.</summary>
    private static void Write(Utf8JsonWriter writer, string salt, int fact)
    {
        writer.WriteStartObject();
        writer.WriteString("entity"u8, $"stigmem://bench.test/event/{salt}-{fact / 10}");
        writer.WriteString("relation"u8, $"memory:r{fact % 10}");
        writer.WriteStartObject("value"u8);
        writer.WriteString("type"u8, "string"u8);
        writer.WriteString("v"u8, fact.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteString("source"u8, $"agent:a{fact % 50}");
        writer.WriteString("scope"u8, "local"u8);
        writer.WriteEndObject();
    }

    private static void Print(string name, List<Round> without, List<Round> with)
    {
        var (free, paid) = (Median(without), Median(with));
        var latency = new LatencyHistogram();
        with.ForEach(round => latency.Add(round.Latency));
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {free:N0}/s | {paid:N0}/s | {paid / free:F2} | {latency.P50.TotalMilliseconds:F1} ms | {latency.P99.TotalMilliseconds:F1} ms | {(latency.P99.TotalMilliseconds <= 200 ? "yes" : "**no**")} |"));
    }

    private static double Median(List<Round> rounds) => rounds.Select(round => round.FactsASecond).Order().ElementAt(rounds.Count / 2);

    /// <param name="FactsASecond">What was acknowledged.</param>
    /// <param name="Latency">From the acknowledgement of a fact to the arrival of its event; nothing when nobody followed.</param>
    private sealed record Round(double FactsASecond, LatencyHistogram Latency);
}
