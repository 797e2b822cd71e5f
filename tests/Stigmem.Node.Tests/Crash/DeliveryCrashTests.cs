using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Node.Tests.Subscriptions;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Crash;

/// <summary>A node that is killed between a commit and the delivery of its events delivers them when it is back.</summary>
[Collection(Alone.Name)]
public sealed class DeliveryCrashTests
{
    private const int Facts = 200;

    [Fact]
    public async Task Every_acknowledged_fact_is_delivered_after_a_kill()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        await using var hook = await Receiver.StartAsync();
        hook.Says(503);
        using (var node = await NodeChild.StartAsync(path))
        {
            using var client = new HttpClient { BaseAddress = node.Address };
            Assert.Equal(HttpStatusCode.Created, (await client.Subscribe("local", hook.Url)).Status);
            // Killed at once after the last answer: some events are made, of others there is only the fact.
            await Task.WhenAll(Enumerable.Range(0, Facts).Select(i => client.Say($"{i}", entity: $"user:{i}")));
            node.Kill();
        }
        hook.Says(200);
        using (await NodeChild.StartAsync(path))
        {
            HashSet<string> values = [];
            while (values.Count < Facts)
                values.Add((await hook.NextAsync()).Fact.Text("value_v")!);
            Assert.Equal(Enumerable.Range(0, Facts).Select(i => $"{i}").Order(StringComparer.Ordinal), values.Order(StringComparer.Ordinal));
        }
    }
}
