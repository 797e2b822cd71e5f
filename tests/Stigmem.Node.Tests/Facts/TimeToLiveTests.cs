using System.Net;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>When facts end: by their own <c>valid_until</c> or by a <c>stigmem:ttl</c> fact (facts contract, section 15).</summary>
public sealed class TimeToLiveTests
{
    [Theory]
    [InlineData("2026-03-05")]
    [InlineData("2026-03-05T00:00:00")]
    [InlineData("2026-03-05T00:00:00Z")]
    [InlineData("2026-03-05T02:00:00+02:00")]
    [InlineData("2026-03-04T19:00:00.000-05:00")]
    public async Task A_fact_ends_at_its_instant_however_it_is_written(string validUntil)
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 4, 23, 59, 59, TimeSpan.Zero));
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        var fact = await client.Say("editor", more: $",\"valid_until\":\"{validUntil}\"");
        Assert.Equal(validUntil, fact["valid_until"]);
        Assert.Equal(["editor"], await client.Says());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await client.Says());
        Assert.Equal(["editor"], await client.Says("entity=user:x&include_expired=true"));
        Assert.Equal(HttpStatusCode.OK, (await client.Send("GET", $"/v1/facts/{fact["id"]}")).Status);
    }

    [Fact]
    public async Task A_time_in_the_past_is_stored_and_one_that_is_no_time_is_not()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal(HttpStatusCode.Created, (await client.Say("over", more: ",\"valid_until\":\"2001-01-01\"")).Status);
        Assert.Empty(await client.Says());
        foreach (var garbage in new[] { "\"zzz\"", "\"\"", "\"2026-02-30\"", "1", "[]" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.Say("x", more: $",\"valid_until\":{garbage}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.Say("x", more: ",\"valid_until\":null")).Status);
    }

    [Fact]
    public async Task The_source_may_end_its_fact_earlier_and_never_later()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        var id = (await client.Say("editor", more: ",\"valid_until\":\"2026-03-04T09:00:00Z\""))["id"];
        await End(client, id, "2026-03-04T08:00:00Z", "agent:ada");
        await End(client, id, "2026-03-04T10:00:00Z", "agent:ada");
        Assert.Equal("2026-03-04T08:00:00Z", (await client.Fact(id)).Text("valid_until"));
        time.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await client.Says());
    }

    [Fact]
    public async Task Another_source_may_not_and_an_admin_may()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        var id = (await ada.Say("editor"))["id"];
        Assert.Equal(HttpStatusCode.Created, (await End(ada, id, "2001-01-01", "agent:bob")).Status);
        Assert.Equal(["editor"], await ada.Says());
        await End(chief, id, "2001-01-01", "agent:chief");
        Assert.Empty(await ada.Says());
    }

    [Fact]
    public async Task A_writer_of_the_garden_may_and_a_stranger_who_takes_the_sources_name_may_not()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read", "write");
        await ada.NewGarden("g");
        await ada.Admit("g", "agent:bob", "writer");
        var id = (await ada.AssertIn("g", "user:x", "inside"))["id"];
        await End(eve, id, "2001-01-01", "agent:test");
        Assert.Equal(["inside"], await ada.Values("user:x"));
        await End(bob, id, "2001-01-01", "agent:bob");
        Assert.Empty(await ada.Values("user:x"));
    }

    [Fact]
    public async Task What_was_said_before_it_was_allowed_takes_effect_when_it_is_said_again()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await ada.NewGarden("g");
        var id = (await ada.AssertIn("g", "user:x", "inside"))["id"];
        var first = await End(bob, id, "2001-01-01", "agent:bob");
        Assert.Equal(["inside"], await ada.Values("user:x"));
        await ada.Admit("g", "agent:bob", "writer");
        var second = await End(bob, id, "2001-01-01", "agent:bob");
        Assert.Equal((first["id"], "true"), (second["id"], second.Headers["Stigmem-Existing"]));
        Assert.Empty(await ada.Values("user:x"));
    }

    [Fact]
    public async Task A_key_that_does_not_cover_the_scope_may_not()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:eve", Scopes = ["local"] });
        var id = (await ada.Say("editor", scope: "company"))["id"];
        await End(narrow, id, "2001-01-01", "agent:ada");
        Assert.Equal(["editor"], await ada.Says());
    }

    private static Task<Http.Answer> End(HttpClient client, string? id, string until, string source) =>
        client.Send("POST", "/v1/facts", $$"""{"entity":"{{id}}","relation":"stigmem:ttl","value":{"type":"datetime","v":"{{until}}"},"source":"{{source}}"}""");
}
