using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Storage;

/// <summary>A node on a store that may not be written: reads are served, writes are refused with a cure.</summary>
public sealed class ReadOnlyTests
{
    [Fact]
    public async Task Serves_reads_and_refuses_writes()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        string? id;
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path))
        {
            using var client = node.Anonymous();
            id = (await client.Say("editor"))["id"];
        }
        var before = await File.ReadAllBytesAsync(path);
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: $"file:{path}?mode=ro"))
        {
            using var client = node.Anonymous();
            Assert.Equal(["editor"], await client.Says());
            Assert.Equal(id, (await client.Fact(id)).Text("id"));
            foreach (var (method, target, body) in new[]
            {
                ("POST", "/v1/facts", """{"entity":"user:y","relation":"memory:role","value":{"type":"string","v":"a"},"source":"agent:ada"}"""),
                ("POST", "/v1/facts/batch", """{"facts":[{"entity":"user:y","relation":"memory:role","value":{"type":"string","v":"a"},"source":"agent:ada"}]}"""),
                ("POST", "/v1/gardens", """{"slug":"g","name":"g"}"""),
                ("POST", "/v1/aliases", """{"raw_uri":"user:a","canonical_uri":"user:b"}"""),
            })
            {
                var refused = await client.Send(method, target, body);
                Assert.Equal((target, HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (target, refused.Status, refused.Detail));
                Assert.Contains("writable", refused.Json.GetProperty("detail").Text("message"), StringComparison.Ordinal);
            }
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_session_may_read_where_nobody_can_write()
    {
        using var folder = new TempFolder();
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            await client.Say("editor");
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: $"file:{folder.File("stigmem.db")}?mode=ro"))
        {
            using var client = node.Anonymous();
            Assert.Single(await client.List("", ("Stigmem-Session", "s")));
        }
    }
}
