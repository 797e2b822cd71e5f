using System.Net;
using Stigmem.Node.Tests.Audit;
using Stigmem.Node.Tests.Storage;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

/// <summary>Who belongs to a garden, said in facts of the node (access contract, section 7).</summary>
public sealed class MembershipFactTests
{
    private const string Garden = "stigmem://localhost:8765/garden/g";
    private static readonly Dictionary<string, string> On = new() { ["GARDEN_MEMBERSHIP_FACTS"] = "true" };

    [Fact]
    public async Task Members_come_change_and_go()
    {
        await using var node = await TestNode.StartAsync(On);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.NewGarden("g", "team");
        await ada.Admit("g", "Agent:Bob", "writer");
        Assert.Equal(
            ["garden:member agent:ada", "garden:member agent:bob", "garden:role:agent:ada admin", "garden:role:agent:bob writer"], await Says(ada));
        await ada.Send("PATCH", "/v1/gardens/g/members/agent:bob", """{"role":"reader"}""");
        await ada.Send("PATCH", "/v1/gardens/g/members/agent:bob", """{"role":"reader"}""");
        Assert.Equal(
            ["garden:member agent:ada", "garden:member agent:bob", "garden:role:agent:ada admin", "garden:role:agent:bob reader"], await Says(ada));
        await ada.Send("DELETE", "/v1/gardens/g/members/agent:bob");
        Assert.Equal(["garden:member agent:ada", "garden:role:agent:ada admin"], await Says(ada));
        await ada.Admit("g", "agent:bob", "reader");
        Assert.Equal(4, (await Says(ada)).Count);
        ChainOf.AssertWhole(node, "default");
    }

    [Fact]
    public async Task Only_members_read_them_and_only_the_node_writes_them()
    {
        await using var node = await TestNode.StartAsync(On);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read", "write");
        await ada.NewGarden("g", "team");
        Assert.Empty(await Says(eve));
        var forged = await ada.Send("POST", "/v1/facts", $$"""
            {"entity":"{{Garden}}","relation":"garden:member","value":{"type":"ref","v":"agent:eve"},"source":"system:stigmem","scope":"team","garden_id":"{{Garden}}"}
            """);
        Assert.Equal((HttpStatusCode.Forbidden, "reserved_name"), (forged.Status, forged.Detail));
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/g")).Status);
        Assert.Empty(await Says(ada));
    }

    [Fact]
    public async Task A_new_garden_of_an_old_name_has_its_own()
    {
        await using var node = await TestNode.StartAsync(On);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await ada.NewGarden("g", "team");
        await ada.Send("DELETE", "/v1/gardens/g");
        await bob.NewGarden("g", "team");
        Assert.Equal(["garden:member agent:bob", "garden:role:agent:bob admin"], await Says(bob));
    }

    [Fact]
    public async Task Unless_the_operator_wants_them_there_are_none()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.NewGarden("g", "team");
        await ada.Admit("g", "agent:bob", "writer");
        Assert.Empty(await Says(ada));
        Assert.Single(node.AuditOf("garden_create"));
    }

    private static async Task<IReadOnlyList<string>> Says(HttpClient client)
    {
        var facts = (await client.Send("GET", $"/v1/facts?entity={Garden}&scope=team")).Json.GetProperty("facts");
        return [.. facts.EnumerateArray().Select(fact => $"{fact.GetProperty("relation")} {fact.GetProperty("value").GetProperty("v")}").Order(StringComparer.Ordinal)];
    }
}
