using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

public sealed class DeliveryTests
{
    [Fact]
    public async Task A_webhook_gets_the_fact_signed_under_the_secret()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var subscription = await client.Subscribe("user:ada", hook.Url);
        var fact = await client.Say("editor", entity: "user:ada");
        var call = await hook.NextAsync();
        var id = call.Json.Text("event_id");
        Assert.Equal(
            $$$"""{"event_id":"{{{id}}}","idempotency_key":"{{{id}}}","subscription_id":"{{{subscription["id"]}}}","event_type":"fact_asserted","fact":{"id":"{{{fact["id"]}}}","entity":"user:ada","relation":"memory:role","value_type":"string","value_v":"editor","source":"agent:ada","timestamp":"{{{fact["timestamp"]}}}","scope":"local","confidence":1.0,"garden_id":null}}""",
            call.Body);
        Assert.Equal(("application/json", id), (call.Headers["Content-Type"], call.Headers["X-Stigmem-Event-Id"]));
        var seconds = new FakeTime().GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(subscription["secret"]!), Encoding.UTF8.GetBytes($"{seconds}.{call.Body}"));
        Assert.Equal($"t={seconds},v1={Convert.ToHexStringLower(mac)}", call.Headers["X-Stigmem-Signature"]);
        await SubscriptionCalls.Until(async () => (await client.Events(subscription["id"]))[0].Text("delivery_status") == "delivered");
        Assert.Equal("2026-03-04T05:06:07+00:00", (await client.Send("GET", $"/v1/subscriptions/{subscription["id"]}"))["last_delivered_at"]);
    }

    [Fact]
    public async Task Events_of_a_subscription_come_in_the_order_of_the_log_and_once()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Subscribe("local", hook.Url);
        foreach (var batch in Enumerable.Range(0, 4))
        {
            var items = Enumerable.Range(0, 50).Select(i => $$"""{"entity":"user:u{{batch}}-{{i}}","relation":"memory:n","value":{"type":"string","v":"{{batch * 50 + i}}"},"source":"agent:a"}""");
            Assert.Equal(HttpStatusCode.OK, (await client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]}""")).Status);
        }
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i.ToString(CultureInfo.InvariantCulture)), await hook.ValuesAsync(200));
        Assert.True(hook.IsQuiet);
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_nobody_else()
    {
        var release = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        slow.Answer = (_, _) => release.Task;
        var held = (await client.Subscribe("local", slow.Url))["id"];
        await client.Subscribe("local", quick.Url);
        foreach (var value in new[] { "a", "b", "c" })
            await client.Say(value, entity: $"user:{value}");
        Assert.Equal(["a", "b", "c"], await quick.ValuesAsync(3));
        Assert.Equal(["a"], await slow.ValuesAsync(1));
        Assert.True(slow.IsQuiet);
        await node.Dispatched();
        Assert.Equal(["delivering", "pending", "pending"], (await client.Events(held)).Select(one => one.Text("delivery_status")));
        release.SetResult();
        Assert.Equal(["b", "c"], await slow.ValuesAsync(2));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_after_a_growing_pause_before_any_later_event()
    {
        var time = new FakeTime();
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        hook.Says(503);
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("first", entity: "user:a");
        await client.Say("second", entity: "user:b");
        foreach (var seconds in new[] { 2, 4, 8 })
        {
            Assert.Equal("first", (await hook.NextAsync()).Fact.Text("value_v"));
            await Failures(client, id, seconds switch { 2 => 1, 4 => 2, _ => 3 });
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            node.Wake(id);
            Assert.Equal(TimeSpan.FromMilliseconds(1), await Rest(node, id));
            Assert.True(hook.IsQuiet);
            time.Advance(TimeSpan.FromMilliseconds(1));
            if (seconds == 8)
                hook.Says(200);
            node.Wake(id);
        }
        Assert.Equal(["first", "second"], await hook.ValuesAsync(2));
        await Failures(client, id, 0);
        await SubscriptionCalls.Until(async () => (await client.Events(id)).All(one => one.Text("delivery_status") == "delivered"));
        Assert.Equal([4, 1], (await client.Events(id)).Select(one => one.GetProperty("delivery_attempts").GetInt32()));
    }

    [Fact]
    public async Task After_too_many_failures_deliveries_rest_and_one_is_tried_from_time_to_time()
    {
        var time = new FakeTime();
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("SUBSCRIPTION_CIRCUIT_THRESHOLD", "3")), time);
        using var client = node.Anonymous();
        hook.Says(500);
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("kept", entity: "user:a");
        for (var failures = 1; failures <= 4; failures++)
        {
            await hook.NextAsync();
            await Failures(client, id, failures);
            Assert.Equal(failures >= 3 ? "True" : "False", (await client.Send("GET", $"/v1/subscriptions/{id}"))["circuit_open"]);
            Assert.Equal(TimeSpan.FromSeconds(failures >= 3 ? 300 : 1 << failures), await Rest(node, id));
            if (failures == 4)
                break;
            time.Advance(TimeSpan.FromSeconds(300));
            node.Wake(id);
        }
        hook.Says(200);
        Assert.True(hook.IsQuiet);
        var resumed = await client.Send("POST", $"/v1/subscriptions/{id}/resume");
        Assert.Equal(("False", "0"), (resumed["circuit_open"], resumed["consecutive_failures"]));
        Assert.Equal(["kept"], await hook.ValuesAsync(1));
    }

    [Fact]
    public async Task What_a_receiver_refuses_by_name_is_given_up_in_the_end_and_the_rest_goes_on()
    {
        var time = new FakeTime();
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("SUBSCRIPTION_CIRCUIT_THRESHOLD", "2")), time);
        using var client = node.Anonymous();
        hook.Answer = (http, call) =>
        {
            http.Response.StatusCode = call.Fact.Text("value_v") == "poison" ? 400 : 200;
            return Task.CompletedTask;
        };
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("poison", entity: "user:a");
        await client.Say("wine", entity: "user:b");
        for (var failures = 1; failures <= 2; failures++)
        {
            Assert.Equal(["poison"], await hook.ValuesAsync(1));
            await Failures(client, id, failures);
            time.Advance(TimeSpan.FromSeconds(300));
            node.Wake(id);
        }
        Assert.Equal(["wine"], await hook.ValuesAsync(1));
        await SubscriptionCalls.Until(async () => (await client.Events(id)).Select(one => one.Text("delivery_status")).SequenceEqual(["failed", "delivered"]));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_ends_the_subscription()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        using var auditor = await node.ClientFor("agent:auditor", "audit.read");
        hook.Says(410);
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("a", entity: "user:a");
        await hook.NextAsync();
        await SubscriptionCalls.Until(async () => (await client.Send("GET", $"/v1/subscriptions/{id}")).Status == HttpStatusCode.NotFound);
        var row = (await auditor.Send("GET", "/v1/admin/audit?event_type=subscription_delete")).Json.GetProperty("entries")[0];
        Assert.Contains("gone", row.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wake_is_one_line_of_json()
    {
        var lines = new LineCatcher();
        await using var node = await TestNode.StartAsync(
            FactCalls.Open, new FakeTime(), configure: services => services.AddSingleton(provider => new WakeLine(provider.GetRequiredService<TimeProvider>(), lines)));
        using var client = node.Anonymous();
        var id = (await client.Subscribe("local", "agent:sleeper", onChange: "wake"))["id"];
        var fact = await client.Say("up\nnow", entity: "user:a");
        var line = await lines.NextAsync();
        Assert.DoesNotContain('\n', line);
        var wake = System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("stigmem_wake");
        Assert.Equal(["event_id", "subscription_id", "subscriber_identity", "delivery_address", "event_type", "fact", "ts"], wake.EnumerateObject().Select(member => member.Name));
        Assert.Equal((id, "anon:trusted", "agent:sleeper", "fact_asserted", "2026-03-04T05:06:07+00:00"), (wake.Text("subscription_id"), wake.Text("subscriber_identity"), wake.Text("delivery_address"), wake.Text("event_type"), wake.Text("ts")));
        Assert.Equal((fact["id"], "up\nnow"), (wake.GetProperty("fact").Text("id"), wake.GetProperty("fact").Text("value_v")));
    }

    [Fact]
    public async Task Metrics_count_deliveries()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("a", entity: "user:a");
        await hook.NextAsync();
        hook.Says(500);
        await SubscriptionCalls.Until(async () => (await client.Events(id))[0].Text("delivery_status") == "delivered");
        await client.Say("b", entity: "user:b");
        await Failures(client, id, 1);
        var metrics = (await client.Send("GET", "/metrics")).Text;
        Assert.Contains("stigmem_subscription_event_total{delivery_type=\"webhook\",status=\"delivered\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("stigmem_subscription_event_total{delivery_type=\"webhook\",status=\"failed\"} 1", metrics, StringComparison.Ordinal);
    }

    private static Task Failures(HttpClient client, string? id, int count) => SubscriptionCalls.Until(async () =>
        (await client.Send("GET", $"/v1/subscriptions/{id}")).Json.GetProperty("consecutive_failures").GetInt32() == count);

    /// <summary>How long the subscription rests, by a round of its own: nothing is due, so nothing is sent.</summary>
    private static Task<TimeSpan?> Rest(TestNode node, string? id) => node.App.Services.GetRequiredService<DeliveryRound>().RunAsync(
        node.App.Services.GetRequiredService<Node.Subscriptions.Sql.SubscriptionDirectory>().Current.Find(Guid.Parse(id!))!, CancellationToken.None);
}
