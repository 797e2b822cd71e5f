using System.Net;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>What an assert of confidence 0 takes back (rulings on retraction; facts contract, section 14).</summary>
public sealed class RetractionTests
{
    [Fact]
    public async Task Hides_the_fact_and_the_marker_unless_asked_for()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var fact = await client.Say("editor");
        var marker = await client.TakeBack();
        Assert.Equal((HttpStatusCode.Created, "0.0"), (marker.Status, marker.Json.GetProperty("confidence").GetRawText()));
        Assert.Equal("False", marker["contradicted"]);
        Assert.Empty(await client.Says());
        Assert.Empty(await client.Says("entity=user:x&min_confidence=0.1"));
        Assert.Equal(["editor", "retracted"], await client.Says("entity=user:x&include_expired=true"));
        Assert.Equal(["editor", "retracted"], await client.Says("entity=user:x&min_confidence=0"));
        Assert.Equal(fact["id"], (await client.Fact(fact["id"])).Text("id"));
        Assert.Empty((await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray());
    }

    [Fact]
    public async Task Takes_back_every_value_of_its_source_and_no_other_source()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        await ada.Say("editor", "agent:ada");
        await ada.Say("author", "agent:ada");
        await ada.Say("reader", "agent:bob");
        await ada.TakeBack("agent:ada");
        Assert.Equal(["reader"], await ada.Says());
        await ada.TakeBack("agent:eve");
        Assert.Equal(["reader"], await ada.Says());
        await chief.TakeBack("agent:chief");
        Assert.Empty(await ada.Says());
    }

    [Theory]
    [InlineData("team", "memory:role", "user:x")]
    [InlineData("local", "memory:other", "user:x")]
    [InlineData("local", "memory:role", "user:y")]
    public async Task Stays_within_its_tuple(string scope, string relation, string entity)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor");
        await client.TakeBack(scope: scope, relation: relation, entity: entity);
        Assert.Equal(["editor"], await client.Says("entity=user:x&relation=memory:role"));
    }

    [Fact]
    public async Task Stays_within_its_garden_whose_admin_may_take_back_what_others_said()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        const string inside = ",\"garden_id\":\"stigmem://localhost:8765/garden/g\"";
        await ada.NewGarden("g");
        await ada.Admit("g", "agent:bob", "writer");
        await ada.Say("inside", "agent:bob", more: inside);
        await ada.Say("outside", "agent:bob");
        await bob.TakeBack("agent:eve", inside);
        Assert.Equal(["inside", "outside"], await ada.Says("entity=user:x&include_contradicted=true"));
        await ada.TakeBack("agent:ada");
        Assert.Equal(["inside", "outside"], await ada.Says("entity=user:x&include_contradicted=true"));
        await ada.TakeBack("agent:ada", inside);
        Assert.Equal(["outside"], await ada.Says());
    }

    [Fact]
    public async Task Is_a_repeat_only_while_it_would_take_nothing_back()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var first = await client.Say("editor");
        var marker = await client.TakeBack();
        var repeat = await client.TakeBack();
        Assert.Equal((marker["id"], "true"), (repeat["id"], repeat.Headers.GetValueOrDefault("Stigmem-Existing")));
        var again = await client.Say("editor");
        Assert.NotEqual(first["id"], again["id"]);
        Assert.Equal(["editor"], await client.Says());
        var second = await client.TakeBack();
        Assert.NotEqual(marker["id"], second["id"]);
        Assert.Empty(await client.Says());
    }

    [Fact]
    public async Task Ends_the_conflicts_of_what_it_takes_back()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor", "agent:ada");
        await client.Say("author", "agent:bob");
        Assert.Empty(await client.Says());
        await client.TakeBack("agent:bob");
        var left = Assert.Single(await client.List("entity=user:x"));
        Assert.Equal(("editor", false), (left.GetProperty("value").Text("v"), left.GetProperty("contradicted").GetBoolean()));
        var conflict = Assert.Single((await client.Send("GET", "/v1/conflicts?status=resolved")).Json.GetProperty("conflicts").EnumerateArray());
        Assert.Equal(JsonNull, conflict.GetProperty("resolved_by").ValueKind);
        Assert.Empty((await client.Send("GET", "/v1/conflicts?status=unresolved")).Json.GetProperty("conflicts").EnumerateArray());
    }

    [Fact]
    public async Task Survives_a_restart()
    {
        using var folder = new TempFolder();
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            await client.Say("editor");
            await client.TakeBack();
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            Assert.Empty(await client.Says());
            Assert.Equal("true", (await client.TakeBack()).Headers.GetValueOrDefault("Stigmem-Existing"));
        }
    }

    private const System.Text.Json.JsonValueKind JsonNull = System.Text.Json.JsonValueKind.Null;
}
