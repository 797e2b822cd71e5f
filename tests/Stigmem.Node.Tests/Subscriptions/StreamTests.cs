using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

public sealed class StreamTests
{
    [Fact]
    public async Task Events_arrive_as_they_happen()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        await client.Say("before", entity: "user:a");
        await using var stream = await EventLines.OpenAsync(client, id);
        Assert.Equal("text/event-stream", stream.ContentType);
        Assert.Contains("stigmem_subscription_connections_active{tenant=\"default\"} 1", (await client.Send("GET", "/metrics")).Text, StringComparison.Ordinal);
        var fact = await client.Say("now", entity: "user:b");
        var (eventId, type, data) = await stream.NextAsync();
        Assert.Equal(("fact_asserted", eventId, id, fact["id"]), (type, data.Text("event_id"), data.Text("subscription_id"), data.GetProperty("fact").Text("id")));
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_what_it_missed()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        foreach (var value in new[] { "a", "b", "c" })
            await client.Say(value, entity: $"user:{value}");
        await node.Dispatched();
        var first = (await client.Events(id))[0].Text("id");
        await using var byHeader = await EventLines.OpenAsync(client, id, last: first);
        await using var byQuery = await EventLines.OpenAsync(client, id, query: $"?after={first}");
        foreach (var stream in new[] { byHeader, byQuery })
        {
            foreach (var value in new[] { "b", "c" })
                Assert.Equal(value, (await stream.NextAsync()).Data.GetProperty("fact").Text("value_v"));
        }
        (await client.Send("GET", $"/v1/subscriptions/{id}/stream?after=garbage")).Refused(HttpStatusCode.BadRequest, "invalid_cursor");
        (await client.Send("GET", $"/v1/subscriptions/{id}/stream", null, ("Last-Event-ID", Guid.NewGuid().ToString()))).Refused(HttpStatusCode.BadRequest, "invalid_cursor");
    }

    [Fact]
    public async Task One_that_breaks_off_before_the_first_event_misses_nothing()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        await client.Say("before", entity: "user:a");
        string start;
        await using (var stream = await EventLines.OpenAsync(client, id))
            start = stream.Start;
        await client.Say("meanwhile", entity: "user:b");
        await using var again = await EventLines.OpenAsync(client, id, last: start);
        Assert.Equal("meanwhile", (await again.NextAsync()).Data.GetProperty("fact").Text("value_v"));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("subscription")]
    [InlineData("node")]
    public async Task A_stream_ends_with(string what)
    {
        var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("agent:admin", "admin");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        // The subscriber has another key: it is the key of the stream that counts.
        using var other = await node.ClientFor("agent:ada", "read");
        var id = await ada.Follow("local");
        var keys = (await ada.Send("GET", "/v1/auth/keys")).Json;
        await using var stream = await EventLines.OpenAsync(ada, id);
        if (what == "key")
            await admin.Send("DELETE", $"/v1/auth/keys/{keys[1].Text("id")}");
        else if (what == "subscription")
            await ada.Send("DELETE", $"/v1/subscriptions/{id}");
        else
            await node.DisposeAsync();
        await stream.EndAsync();
        if (what != "node")
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_of_life_comes_when_nothing_happens()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        await using var stream = await EventLines.OpenAsync(client, id);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(": alive", await stream.LineAsync());
    }

    [Fact]
    public async Task Each_event_is_judged_when_it_goes()
    {
        await using var node = await TestNode.StartAsync();
        using var owner = await node.ClientFor("agent:owner", "read", "write");
        using var reader = await node.ClientFor("agent:reader", "read");
        await owner.NewGarden("g");
        await owner.Admit("g", "agent:reader", "reader");
        var id = await reader.Follow("user:x");
        await owner.AssertIn("g", "user:x", "one");
        var fact = await owner.AssertIn("g", "user:x", "two");
        await node.Dispatched();
        var first = (await reader.Events(id))[0].Text("id");
        await owner.Send("DELETE", "/v1/gardens/g/members/agent:reader");
        await using var stream = await EventLines.OpenAsync(reader, id, last: first);
        Assert.Equal($$"""{"fact_id":"{{fact["id"]}}","redacted":true}""", (await stream.NextAsync()).Data.GetProperty("fact").GetRawText());
    }
}
