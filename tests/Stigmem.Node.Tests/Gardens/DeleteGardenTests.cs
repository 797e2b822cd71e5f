using System.Net;
using Stigmem.Node.Tests.Audit;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

public sealed class DeleteGardenTests
{
    [Fact]
    public async Task Leaves_the_facts_to_admins()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        string? factId;
        await using (var node = await TestNode.StartAsync(databasePath: path))
        {
            using var ada = await node.ClientFor("agent:ada", "read", "write");
            await ada.NewGarden("g");
            await ada.Admit("g", "agent:bob", "writer");
            factId = (await ada.AssertIn("g", "user:x", "secret"))["id"];
            Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/g")).Status);
            (await ada.Send("GET", "/v1/gardens/g")).Refused(HttpStatusCode.NotFound, "garden not found");
            (await ada.Send("DELETE", "/v1/gardens/g")).Refused(HttpStatusCode.NotFound, "garden not found");
            Assert.Single(node.AuditOf("garden_delete"));
            // The slug is free again, and its new owner inherits nothing.
            Assert.Equal(HttpStatusCode.Created, (await ada.NewGarden("g")).Status);
            await AssertHidden(node, ada, factId!);
        }
        await using (var restarted = await TestNode.StartAsync(databasePath: path))
        {
            using var ada = await restarted.ClientFor("agent:ada", "read", "write");
            await AssertHidden(restarted, ada, factId!);
            Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/gardens/g")).Status);
        }
    }

    [Fact]
    public async Task Waits_for_facts_in_quarantine()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var garden = await ada.NewGarden("held", quarantine: true);
        var fact = await ada.AssertFact("user:x", "memory:note", "odd", "agent:ada");
        await node.HoldAsync(fact["id"]!, garden["id"]!);
        (await ada.Send("DELETE", "/v1/gardens/held")).Refused(HttpStatusCode.Conflict, "quarantine_has_pending_facts");
        await ada.Send("POST", $"/v1/quarantine/{fact["id"]}/admit");
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/held")).Status);
    }

    [Fact]
    public async Task Needs_write_and_the_garden()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var reading = await node.ClientFor("agent:ada", "read");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "write", "admin");
        await ada.NewGarden("g");
        (await reading.Send("DELETE", "/v1/gardens/g")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await bob.Send("DELETE", "/v1/gardens/g")).Refused(HttpStatusCode.Forbidden, "garden admin permission required");
        Assert.Equal(HttpStatusCode.NoContent, (await chief.Send("DELETE", "/v1/gardens/g")).Status);
    }

    private static async Task AssertHidden(TestNode node, HttpClient former, string factId)
    {
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "admin");
        foreach (var client in new[] { former, bob })
        {
            (await client.Send("GET", $"/v1/facts/{factId}")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
            Assert.Empty(await client.Values("user:x"));
        }
        Assert.Equal(HttpStatusCode.OK, (await chief.Send("GET", $"/v1/facts/{factId}")).Status);
        Assert.Equal(["secret"], await chief.Values("user:x"));
    }
}
