using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;
using Xunit.Abstractions;

namespace Stigmem.Node.Tests.Crash;

/// <summary>A node that is killed while 64 writers are at work keeps every fact that it has acknowledged.</summary>
[Collection(Alone.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Rounds = 3;
    private const int Writers = 64;
    private readonly List<JsonElement> _acknowledged = [];
    private Hlc _latestStamp;
    private string _latestTime = "";

    [Fact]
    public async Task Every_acknowledged_fact_outlives_a_kill()
    {
        output.WriteLine($"STIGMEM_TEST_SEED={TestSeed.Value}");
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        for (var round = 0; round < Rounds; round++)
        {
            var before = _acknowledged.Count;
            await WriteUntilKilledAsync(path, round);
            output.WriteLine($"round {round}: {_acknowledged.Count - before} acknowledged");
            await VerifyAsync(path);
        }
    }

    private async Task WriteUntilKilledAsync(string path, int round)
    {
        var enough = Seed.Of(round).Next(100, 1_500);
        using var node = await NodeChild.StartAsync(path);
        ConcurrentQueue<JsonElement> acknowledged = [];
        var reached = new TaskCompletionSource();
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using var client = new HttpClient { BaseAddress = node.Address };
            var random = Seed.Of(1_000 + (round * Writers) + writer);
            try
            {
                for (var i = 0; ; i++)
                {
                    foreach (var fact in await WriteAsync(client, random, $"{round}-{writer}-{i}"))
                        acknowledged.Enqueue(fact);
                    if (acknowledged.Count >= enough)
                        reached.TrySetResult();
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // The node is gone, which is the point.
            }
        })).ToArray();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        node.Kill();
        await Task.WhenAll(writers);
        _acknowledged.AddRange(acknowledged);
    }

    /// <summary>A single fact, a retraction of one's own, or an atomic batch; what is returned was acknowledged.</summary>
    private static async Task<IReadOnlyList<JsonElement>> WriteAsync(HttpClient client, Random random, string name)
    {
        if (random.Chance(0.9))
        {
            var answer = random.Chance(0.9) ? await client.Say(name, entity: $"user:{name}") : await client.TakeBack(entity: $"user:{random.Next(20)}");
            return answer.Status == HttpStatusCode.Created ? [answer.Json] : [];
        }
        var items = Enumerable.Range(0, 5).Select(i => $$"""{"entity":"user:{{name}}-{{i}}","relation":"memory:role","value":{"type":"string","v":"b"},"source":"agent:ada"}""");
        var batch = await client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}],"atomic":true}""");
        return batch.Status == HttpStatusCode.OK ? [.. batch.Json.GetProperty("results").EnumerateArray()] : [];
    }

    private async Task VerifyAsync(string path)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
        using var client = node.Anonymous();
        using var auditor = await node.ClientFor("agent:auditor", "audit.read");
        foreach (var fact in _acknowledged)
        {
            var id = fact.TryGetProperty("id", out var single) ? single.GetString() : fact.Text("fact_id");
            var stored = await client.Send("GET", $"/v1/facts/{id}");
            Assert.True(stored.Status == HttpStatusCode.OK, $"{fact} was acknowledged and is gone");
            if (fact.TryGetProperty("cid", out var cid))
                Assert.Equal(cid.GetString(), stored["cid"]);
            Assert.True(Hlc.TryParse(stored["hlc"], out var stamp));
            _latestStamp = stamp > _latestStamp ? stamp : _latestStamp;
            _latestTime = string.CompareOrdinal(stored["timestamp"], _latestTime) > 0 ? stored["timestamp"]! : _latestTime;
        }
        Assert.Equal("True", (await auditor.Send("GET", "/v1/admin/verify-chain"))["verified"]);
        var next = (await client.Say("next", entity: $"next:{_acknowledged.Count}")).Json;
        Assert.True(Hlc.TryParse(next.Text("hlc"), out var later) && later > _latestStamp, $"{next.Text("hlc")} after {_latestStamp}");
        Assert.True(string.CompareOrdinal(next.Text("timestamp"), _latestTime) > 0, $"{next.Text("timestamp")} after {_latestTime}");
    }
}
