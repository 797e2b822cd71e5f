using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

public sealed class EventTests
{
    [Fact]
    public async Task Without_a_filter_asserts_and_retractions_are_told_and_nothing_that_the_node_says()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("before");
        var id = await client.Follow("local");
        await client.Say("editor");
        await client.Say("editor");
        var author = await client.Say("author", source: "agent:bob");
        var conflict = (await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("conflict_id");
        Assert.Equal(HttpStatusCode.OK, (await client.Send("POST", $"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{author["id"]}}","resolution_note":"n"}""")).Status);
        await client.TakeBack();
        await node.Dispatched();
        var events = await client.Events(id);
        Assert.Equal(["editor", "author", "retracted"], events.Select(one => one.GetProperty("payload").Text("value_v")));
        Assert.All(events, one => Assert.Equal("fact_asserted", one.Text("event_type")));
        Assert.All(events, one => Assert.Equal("pending", one.Text("delivery_status")));
    }

    [Fact]
    public async Task A_filter_tells_asserts_retractions_and_contradictions_apart()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var all = await client.Follow("user:x", ""","event_filter":["fact_assert","fact_retract","contradiction_detected"]""");
        var retractions = await client.Follow("user:x", ""","event_filter":["fact_retract"]""");
        var older = await client.Say("editor");
        var newer = await client.Say("author", source: "agent:bob");
        await client.TakeBack();
        await node.Dispatched();
        var events = await client.Events(all);
        Assert.Equal(["fact_assert", "fact_assert", "contradiction_detected", "fact_retract"], events.Select(one => one.Text("event_type")));
        Assert.Equal(["fact_retract"], (await client.Events(retractions)).Select(one => one.Text("event_type")));
        var payload = events[2].GetProperty("payload");
        var conflict = (await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("conflict_id");
        Assert.Equal((newer["id"], older["id"], conflict), (payload.Text("id"), payload.Text("contradicts"), payload.Text("conflict_id")));
    }

    [Fact]
    public async Task Entities_are_watched_under_all_their_names()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Send("POST", "/v1/aliases", """{"raw_uri":"user:al","canonical_uri":"user:alice"}""");
        var byAlias = await client.Follow("User:Al");
        var byName = await client.Follow("user:alice");
        await client.Say("a", entity: "user:alice");
        await client.Say("b", entity: "user:al", relation: "memory:other");
        await client.Say("c", entity: "user:bob");
        await node.Dispatched();
        foreach (var id in new[] { byAlias, byName })
            Assert.Equal(["a", "b"], (await client.Events(id)).Select(one => one.GetProperty("payload").Text("value_v")));
    }

    [Fact]
    public async Task A_garden_is_watched_by_its_members()
    {
        await using var node = await TestNode.StartAsync();
        using var owner = await node.ClientFor("agent:owner", "read", "write");
        await owner.NewGarden("g");
        var id = await owner.Follow("stigmem://localhost:8765/garden/g");
        await owner.AssertIn("g", "user:a", "inside");
        await owner.Say("outside", entity: "user:b");
        await owner.Say("about it", entity: "stigmem://localhost:8765/garden/g");
        await node.Dispatched();
        Assert.Equal(["inside", "about it"], (await owner.Events(id)).Select(one => one.GetProperty("payload").Text("value_v")));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_garbage_is_refused()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        var id = await client.Follow("local");
        for (var i = 0; i < 5; i++)
            await client.Say($"{i}", entity: $"user:{i}");
        await node.Dispatched();
        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = (await client.Send("GET", $"/v1/subscriptions/{id}/events?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            var events = page.GetProperty("events");
            Assert.Equal(events.GetArrayLength(), page.GetProperty("total").GetInt32());
            seen.AddRange(events.EnumerateArray().Select(one => one.GetProperty("payload").Text("value_v")!));
            cursor = page.Text("cursor");
        }
        while (cursor is not null);
        Assert.Equal(["0", "1", "2", "3", "4"], seen);
        var third = (await client.Events(id))[2].Text("id");
        Assert.Equal(["3", "4"], (await client.Events(id, $"after={third}")).Select(one => one.GetProperty("payload").Text("value_v")));
        Assert.Empty(await client.Events(id, "since=2026-03-04T05:06:08Z"));
        Assert.Equal(5, (await client.Events(id, "since=2026-03-04")).Count);
        foreach (var query in new[] { "cursor=garbage", "cursor=5", $"after={Guid.NewGuid()}", "after=x" })
            (await client.Send("GET", $"/v1/subscriptions/{id}/events?{query}")).Refused(HttpStatusCode.BadRequest, "invalid_cursor");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Send("GET", $"/v1/subscriptions/{id}/events?since=yesterday")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.Send("GET", $"/v1/subscriptions/{id}/events?limit=501")).Status);
    }

    [Fact]
    public async Task Events_are_kept_as_long_as_the_window()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("SUBSCRIPTION_REPLAY_S", "60")), time);
        using var client = node.Anonymous();
        var (kept, ended) = (await client.Follow("local"), await client.Follow("user:old"));
        await client.Say("old", entity: "user:old");
        await node.Dispatched();
        var directory = node.App.Services.GetRequiredService<Node.Subscriptions.Sql.SubscriptionDirectory>().Current;
        var (first, second) = (directory.Find(Guid.Parse(kept))!, directory.Find(Guid.Parse(ended))!);
        time.Advance(TimeSpan.FromSeconds(61));
        await client.Say("new", entity: "user:new");
        await node.Dispatched();
        Assert.Equal(["new"], (await client.Events(kept)).Select(one => one.GetProperty("payload").Text("value_v")));
        Assert.Equal((2, 1), (Rows(node, first), Rows(node, second)));
        await client.Send("DELETE", $"/v1/subscriptions/{ended}");
        await node.App.Services.GetRequiredService<PruneEventsJob>().RunOnceAsync(CancellationToken.None);
        Assert.Equal((1, 0), (Rows(node, first), Rows(node, second)));
    }

    /// <summary>Nothing of the log from before is told, and nothing is told twice.</summary>
    [Fact]
    public async Task A_restart_goes_on_where_the_log_was_left()
    {
        using var folder = new TempFolder();
        string id;
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("s.db")))
        {
            using var client = node.Anonymous();
            await client.Say("before", entity: "user:0");
            id = await client.Follow("local");
            await client.Say("first", entity: "user:1");
            await node.Dispatched();
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("s.db")))
        {
            using var client = node.Anonymous();
            await client.Say("second", entity: "user:2");
            await node.Dispatched();
            Assert.Equal(["first", "second"], (await client.Events(id)).Select(one => one.GetProperty("payload").Text("value_v")));
        }
    }

    private static int Rows(TestNode node, Subscription one)
    {
        using var lease = node.App.Services.GetRequiredService<Data.Sqlite.SqlEngine>().Read();
        return Node.Subscriptions.Sql.EventRows.After(lease.Session, one, 0, 0, 100).Events.Count;
    }
}
