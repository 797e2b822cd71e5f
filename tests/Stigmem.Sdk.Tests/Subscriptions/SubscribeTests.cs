using Stigmem.Protocol.Subscriptions;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Subscriptions;
using Stigmem.Sdk.Tests.Scripted;
using Stigmem.Testing;

namespace Stigmem.Sdk.Tests.Subscriptions;

public sealed class SubscribeTests
{
    private const string Start = "00000000-0000-8000-8000-000000000000";

    [Fact]
    public async Task Facts_of_a_real_node_arrive_as_they_are_written()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var http = new HttpClient();
        var client = new StigmemClient(http, new StigmemClientOptions { BaseUrl = node.BaseAddress });
        var followed = await client.Subscriptions.CreateAsync(NewSubscription.Stream("user:bob") with { EventFilter = ["fact_assert", "fact_retract"] });
        await client.Facts.AssertAsync(Role("before"));
        var first = await FirstAsync(client, followed.Id, null, () => client.Facts.AssertAsync(Role("editor")));
        Assert.Equal(("fact_assert", "editor"), (first.EventType, first.Fact.ValueV));
        // What was missed meanwhile comes first.
        await client.Facts.AssertAsync(Role("meanwhile"));
        Assert.Equal("meanwhile", (await FirstAsync(client, followed.Id, first.EventId, () => Task.CompletedTask)).Fact.ValueV);
        List<string?> listed = [];
        await foreach (var one in client.Subscriptions.EventsAllAsync(followed.Id, new SubscriptionEventQuery { Limit = 1 }))
            listed.Add(one.Payload.ValueV);
        Assert.Equal(["before", "editor", "meanwhile"], listed);
        Assert.Equal(followed.Id, Assert.Single((await client.Subscriptions.ListAsync()).Subscriptions).Id);
        Assert.Equal(followed.Id, (await client.Subscriptions.ResumeAsync(followed.Id)).Id);
        await client.Subscriptions.DeleteAsync(followed.Id);
        Assert.Equal(404, (await Assert.ThrowsAsync<StigmemException>(() => client.Subscriptions.GetAsync(followed.Id))).Status);
    }

    [Fact]
    public async Task A_connection_that_breaks_goes_on_behind_the_last_whole_event()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(200, $": open\nid: {Start}\n\n", "text/event-stream")
            .Then(200, Event("e1") + "id: e2\nevent: fact_asserted\n", "text/event-stream")
            .Then(503)
            .Then(200, ": alive\n\n" + Event("e2"), "text/event-stream")
            .Then(404, """{"detail":"subscription not found"}""");
        var client = node.Client(TimeProvider.System, TimeSpan.FromSeconds(30), RetryPolicy.None);
        List<string> seen = [];
        var end = await Assert.ThrowsAsync<StigmemException>(async () =>
        {
            await foreach (var one in client.Subscriptions.SubscribeAsync("s"))
                seen.Add(one.EventId);
        });
        Assert.Equal((404, "e1,e2"), (end.Status, string.Join(",", seen)));
        Assert.Equal(
            ["/v1/subscriptions/s/stream", $"/v1/subscriptions/s/stream?after={Start}", "/v1/subscriptions/s/stream?after=e1", "/v1/subscriptions/s/stream?after=e1", "/v1/subscriptions/s/stream?after=e2"],
            node.Received.Select(one => one.Target));
    }

    private static string Event(string id) =>
        $"id: {id}\nevent: fact_asserted\ndata: {{\"event_id\":\"{id}\",\"idempotency_key\":\"{id}\",\"subscription_id\":\"s\",\"event_type\":\"fact_asserted\",\"fact\":{{\"fact_id\":\"f\",\"redacted\":true}}}}\n\n";

    /// <summary>The first event of a stream that is read while something happens.</summary>
    private static async Task<SubscriptionDelivery> FirstAsync(StigmemClient client, string id, string? after, Func<Task> happening)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = client.Subscriptions.SubscribeAsync(id, after ?? await NewestAsync(client, id, 1), limit.Token).GetAsyncEnumerator();
        await happening();
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }

    /// <summary>The id of the newest event, once there are so many.</summary>
    private static async Task<string> NewestAsync(StigmemClient client, string id, int count)
    {
        while (true)
        {
            var page = await client.Subscriptions.EventsAsync(id);
            if (page.Events.Count >= count)
                return page.Events[^1].Id;
            await Task.Delay(5);
        }
    }

    private static NewFact Role(string value) => new() { Entity = "user:bob", Relation = "memory:role", Value = FactValues.Text(value), Source = "agent:ada" };
}
