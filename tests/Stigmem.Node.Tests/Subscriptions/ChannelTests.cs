using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>Subscriptions that ask for the same share the rows of events, and are told from memory before there are any (decision 0122).</summary>
public sealed class ChannelTests
{
    private static readonly SqlText CountRows = new("SELECT count(*) FROM channel_events");

    [Fact]
    public async Task An_event_stands_once_for_all_who_ask_for_the_same()
    {
        await using var node = await TestNode.StartAsync();
        List<(HttpClient Client, string Id)> subscribers = [];
        for (var i = 0; i < 5; i++)
        {
            var client = await node.ClientFor($"agent:{i}", "read", "write");
            subscribers.Add((client, await client.Follow("local")));
        }
        var other = await subscribers[0].Client.Follow("local", ""","event_filter":["fact_assert"]""");
        await subscribers[0].Client.Say("news", entity: "user:a");
        await node.Dispatched();
        Assert.Equal(2, Rows(node));
        foreach (var (client, id) in subscribers)
            Assert.Equal("fact_asserted", Assert.Single(await client.Events(id)).Text("event_type"));
        Assert.Equal("fact_assert", Assert.Single(await subscribers[0].Client.Events(other)).Text("event_type"));
        subscribers.ForEach(one => one.Client.Dispose());
    }

    [Fact]
    public async Task A_listener_is_not_told_what_it_may_not_see_though_another_is()
    {
        await using var node = await TestNode.StartAsync();
        using var wide = await node.ClientFor("agent:wide", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:narrow", Permissions = ["read"], Scopes = ["local"] });
        var (all, some) = (await wide.Follow("user:x"), await narrow.Follow("user:x"));
        await using var stream = await EventLines.OpenAsync(narrow, some);
        await wide.Say("secret", scope: "company");
        await wide.Say("open");
        Assert.Equal("open", (await stream.NextAsync()).Data.GetProperty("fact").Text("value_v"));
        await node.Dispatched();
        Assert.Equal(2, Rows(node));
        Assert.Equal(["open"], (await narrow.Events(some)).Select(one => one.GetProperty("payload").Text("value_v")));
        Assert.Equal(["secret", "open"], (await wide.Events(all)).Select(one => one.GetProperty("payload").Text("value_v")));
    }

    [Fact]
    public async Task Those_who_come_later_hear_no_earlier_news_and_the_first_may_go()
    {
        await using var node = await TestNode.StartAsync();
        using var first = await node.ClientFor("agent:first", "read", "write");
        using var second = await node.ClientFor("agent:second", "read", "write");
        var gone = await first.Follow("local");
        await first.Say("one", entity: "user:a");
        var stays = await second.Follow("local");
        await first.Say("two", entity: "user:b");
        await first.Send("DELETE", $"/v1/subscriptions/{gone}");
        await first.Say("three", entity: "user:c");
        var again = await first.Follow("local");
        await first.Say("four", entity: "user:d");
        await node.Dispatched();
        await node.App.Services.GetRequiredService<PruneEventsJob>().RunOnceAsync(CancellationToken.None);
        Assert.Equal(["two", "three", "four"], (await second.Events(stays)).Select(one => one.GetProperty("payload").Text("value_v")));
        Assert.Equal(["four"], (await first.Events(again)).Select(one => one.GetProperty("payload").Text("value_v")));
    }

    /// <summary>Behind a full load the writer's next turn may be far away.</summary>
    [Fact]
    public async Task Who_follows_is_told_before_the_writer_has_a_turn_for_the_event()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: BackgroundJobs.StandStill);
        using var client = node.Anonymous();
        var engine = node.App.Services.GetRequiredService<SqlEngine>();
        var id = await client.Follow("local");
        await using var stream = await EventLines.OpenAsync(client, id);
        await node.Dispatched();
        using ManualResetEventSlim first = new(), next = new();
        var holding = engine.WriteAsync(_ => Hold(first));
        var asserting = client.Say("news", entity: "user:a");
        await SubscriptionCalls.Until(() => engine.WritesWaiting == 1);
        // This turn runs in one group with the assert; what it enqueues comes before anything that follows the commit.
        var heldAgain = engine.WriteAsync(_ => engine.WriteAsync(_ => Hold(next)));
        first.Set();
        await holding;
        Assert.Equal("news", (await stream.NextAsync()).Data.GetProperty("fact").Text("value_v"));
        Assert.Equal(("news", 0), (Assert.Single(await client.Events(id)).GetProperty("payload").Text("value_v"), Rows(node)));
        next.Set();
        Assert.Equal(HttpStatusCode.Created, (await asserting).Status);
        await await heldAgain;
        await node.Dispatched();
        Assert.Equal(1, Rows(node));
    }

    /// <summary>Who lags behind what memory holds goes on by the rows, and from there by memory.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Nothing_is_missed_where_memory_is_short(int kept)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: services => services.AddSingleton(new EventFeed(kept)));
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        await using var stream = await EventLines.OpenAsync(client, id);
        for (var batch = 0; batch < 5; batch++)
        {
            var items = Enumerable.Range(0, 60).Select(i => $$"""{"entity":"user:u{{batch}}-{{i}}","relation":"memory:n","value":{"type":"string","v":"{{batch * 60 + i}}"},"source":"agent:a"}""");
            Assert.Equal(HttpStatusCode.OK, (await client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]}""")).Status);
        }
        for (var i = 0; i < 300; i++)
            Assert.Equal($"{i}", (await stream.NextAsync()).Data.GetProperty("fact").Text("value_v"));
        await using var late = await EventLines.OpenAsync(client, id, last: stream.Start);
        for (var i = 0; i < 300; i++)
            Assert.Equal($"{i}", (await late.NextAsync()).Data.GetProperty("fact").Text("value_v"));
    }

    private static bool Hold(ManualResetEventSlim until)
    {
        until.Wait(TimeSpan.FromSeconds(30));
        return true;
    }

    private static long Rows(TestNode node)
    {
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var row = lease.Session.Use(CountRows);
        row.Step();
        return row.GetInt64(0);
    }
}
