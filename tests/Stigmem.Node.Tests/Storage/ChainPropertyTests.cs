using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;
using Xunit.Abstractions;

namespace Stigmem.Node.Tests.Storage;

/// <summary>Whatever writers do at once, and whatever of it is undone, the chains have no gap and every link holds.</summary>
public sealed class ChainPropertyTests(ITestOutputHelper output)
{
    private static readonly string[] Tenants = ["default", "red", "blue"];

    [Fact]
    public async Task Chains_stay_whole_under_interleaved_writes_and_undone_ones()
    {
        output.WriteLine($"STIGMEM_TEST_SEED={TestSeed.Value}");
        using var folder = new TempFolder();
        var settings = new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" };
        long[] counts;
        await using (var node = await TestNode.StartAsync(settings, databasePath: folder.File("stigmem.db")))
        {
            var clients = new List<HttpClient>();
            foreach (var tenant in Tenants)
                clients.Add(await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = tenant }));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(() => WriteAsync(node, clients, lane))));
            counts = [.. Tenants.Select(tenant => ChainOf.AssertWhole(node, tenant))];
            Assert.All(counts, count => Assert.True(count > 50, $"only {count} facts"));
            clients.ForEach(client => client.Dispose());
        }
        await using var again = await TestNode.StartAsync(settings, databasePath: folder.File("stigmem.db"));
        using var red = await again.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        Assert.Equal(HttpStatusCode.Created, (await red.Say("after a restart", entity: "user:last")).Status);
        Assert.Equal(counts[1] + 1, ChainOf.AssertWhole(again, "red"));
        Assert.Equal(counts[0], ChainOf.AssertWhole(again, "default"));
    }

    private static async Task WriteAsync(TestNode node, List<HttpClient> clients, int lane)
    {
        var random = Seed.Of(lane);
        for (var i = 0; i < TestSeed.Times(60); i++)
        {
            var client = random.Pick(clients);
            switch (random.Next(10))
            {
                case < 4:
                    await client.Say($"{random.Next(5)}", $"agent:{random.Next(4)}", entity: $"user:{random.Next(6)}");
                    break;
                case 4:
                    await client.TakeBack($"agent:{random.Next(4)}", entity: $"user:{random.Next(6)}");
                    break;
                case 5:
                    await client.Send("POST", "/v1/facts/batch", Batch(random, broken: false));
                    break;
                case 6:
                    var refused = await client.Send("POST", "/v1/facts/batch", Batch(random, broken: true));
                    Assert.Equal("0", refused["accepted"]);
                    break;
                case 7:
                    await ResolveAsync(client);
                    break;
                default:
                    await Assert.ThrowsAsync<TimeoutException>(() => AppendAndFailAsync(node, random.Pick(Tenants)));
                    break;
            }
        }
    }

    private static async Task ResolveAsync(HttpClient client)
    {
        var open = (await client.Send("GET", "/v1/conflicts?status=unresolved&limit=1")).Json.GetProperty("conflicts");
        if (open.GetArrayLength() == 0)
            return;
        await client.Send("POST", $"/v1/conflicts/{open[0].Text("conflict_id")}/resolve", $$"""{"winning_fact_id":"{{open[0].GetProperty("fact_a").Text("id")}}"}""");
    }

    /// <summary>A request that writes facts, of a new tenant too, and then fails: all of it must be undone, in memory as well.</summary>
    private static Task<int> AppendAndFailAsync(TestNode node, string tenant)
    {
        var log = node.App.Services.GetRequiredService<FactLog>();
        var value = new FactValue(FactValueType.String, "never", InterpretAs.Content);
        return node.App.Services.GetRequiredService<SqlEngine>().WriteAsync<int>(session =>
        {
            foreach (var name in new[] { tenant, "never-" + Guid.NewGuid().ToString("N")[..8] })
            {
                log.Append(session, new NewFact
                {
                    Tenant = name, Entity = "user:never", Relation = "memory:never", Value = value, Source = "agent:never", Confidence = 1, Scope = FactScope.Local,
                    Actor = "agent:never", Cid = NewFact.CidOf("user:never", "memory:never", value, "agent:never", 1, FactScope.Local),
                });
            }
            throw new TimeoutException("on purpose");
        });
    }

    private static string Batch(Random random, bool broken)
    {
        var items = Enumerable.Range(0, random.Next(1, 6)).Select(i => Item($"user:{random.Next(6)}", $"agent:{random.Next(4)}", $"{random.Next(5)}"));
        if (broken)
            items = items.Append(Item("user:x", "system:forged", "x"));
        return $$"""{"facts":[{{string.Join(",", items)}}],"atomic":true}""";
    }

    private static string Item(string entity, string source, string value) =>
        $$$"""{"entity":"{{{entity}}}","relation":"memory:role","value":{"type":"string","v":"{{{value}}}"},"source":"{{{source}}}"}""";
}
