using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>When an assert finds the same fact there already (rulings on dedupe).</summary>
public sealed class DedupeTests
{
    [Fact]
    public async Task The_same_body_gives_the_same_fact_and_says_so()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var first = await client.Say("editor", relation: "bare");
        var second = await client.Say("editor", relation: "bare");
        Assert.Equal((201, first["id"], "true"), ((int)second.Status, second["id"], second.Headers.GetValueOrDefault("Stigmem-Existing")));
        Assert.NotEmpty(first.Json.GetProperty("warnings").EnumerateArray());
        Assert.Empty(second.Json.GetProperty("warnings").EnumerateArray());
        Assert.False(first.Headers.ContainsKey("Stigmem-Existing"));
        Assert.Single(await client.List());
    }

    [Theory]
    [InlineData(",\"valid_until\":\"2099-01-01\"")]
    [InlineData(",\"derived_from\":[{\"hash\":\"x\"}]")]
    [InlineData(",\"garden_id\":\"g\"")]
    [InlineData(",\"confidence\":0.5")]
    [InlineData(",\"scope\":\"team\"")]
    public async Task What_differs_in_anything_that_is_kept_is_a_new_fact(string more)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.NewGarden("g");
        var first = await client.Say("editor");
        // Of two members with one name the last one counts.
        var second = await client.Say("editor", more: more);
        Assert.NotEqual(first["id"], second["id"]);
        Assert.Equal(second["id"], (await client.Say("editor", more: more))["id"]);
        Assert.Equal(first["id"], (await client.Say("editor"))["id"]);
        Assert.Empty((await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray());
    }

    [Fact]
    public async Task What_is_no_longer_live_is_no_repeat()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        const string until = ",\"valid_until\":\"2026-03-04T06:00:00Z\"";
        var expiring = await client.Say("editor", more: until);
        time.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(expiring["id"], (await client.Say("editor", more: until))["id"]);
        var held = await client.Say("held", entity: "user:y");
        await client.NewGarden("q", quarantine: true);
        await node.HoldAsync(held["id"]!, (await client.Send("GET", "/v1/gardens/q"))["id"]);
        Assert.NotEqual(held["id"], (await client.Say("held", entity: "user:y"))["id"]);
    }

    [Fact]
    public async Task Tenants_never_find_each_others_facts()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        using var blue = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "blue" });
        var ofRed = await red.Say("editor");
        var ofBlue = await blue.Say("editor");
        Assert.Equal(ofRed["cid"], ofBlue["cid"]);
        Assert.NotEqual(ofRed["id"], ofBlue["id"]);
        Assert.Equal(ofBlue["id"], (await blue.Send("GET", $"/v1/facts/{ofRed["cid"]}"))["id"]);
        Assert.Equal("fact not found", (await blue.Send("GET", $"/v1/facts/{ofRed["id"]}")).Detail);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_written()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 48).Select(_ => client.Say("editor")));
        Assert.Single(answers.Select(answer => answer["id"]).Distinct());
        Assert.Equal(47, answers.Count(answer => answer.Headers.ContainsKey("Stigmem-Existing")));
        Assert.Single(await client.List());
    }

    [Fact]
    public async Task The_content_id_of_a_path_finds_the_newest_fact_that_is_live()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var first = await client.Say("editor");
        await client.TakeBack();
        Assert.Equal(first["id"], (await client.Fact(first["cid"])).Text("id"));
        var second = await client.Say("editor");
        Assert.Equal(second["id"], (await client.Fact(first["cid"])).Text("id"));
        await client.TakeBack();
        Assert.Equal(second["id"], (await client.Fact(first["cid"])).Text("id"));
        Assert.Equal("cid_malformed", (await client.Send("GET", "/v1/facts/sha256:ABC")).Detail);
        Assert.Equal("fact not found", (await client.Send("GET", $"/v1/facts/sha256:{new string('0', 64)}")).Detail);
    }
}
