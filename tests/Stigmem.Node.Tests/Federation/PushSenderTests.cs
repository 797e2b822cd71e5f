using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Push;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What a node hands to peers unasked, and what it does with their answers.</summary>
public sealed class PushSenderTests
{
    [Fact]
    public async Task What_a_node_says_itself_arrives_at_another_that_never_pulls()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_ENABLED", "true"));
        await a.JoinAsync(b, "company", "public");
        await b.JoinAsync(a, "company", "public");
        // At this address b finds nobody to pull from.
        var services = b.Node.App.Services;
        var known = services.GetRequiredService<PeerDirectory>().Current[a.NodeId];
        await services.GetRequiredService<Stigmem.Data.Sqlite.SqlEngine>().WriteAsync(session =>
        {
            services.GetRequiredService<PeerDirectory>().Put(session, known with { NodeUrl = "http://127.0.0.1:9" });
            return true;
        });
        await a.Operator.Say("editor", scope: "company", source: a.NodeId);
        await a.Operator.Say("kept", scope: "local", source: a.NodeId, entity: "user:kept");
        await a.Operator.Say("foreign", scope: "company", entity: "user:foreign");
        var outcome = await RoundAsync(a, b.NodeId);
        Assert.Equal(new PushOutcome(1, true, false, null), outcome);
        Assert.Equal(["editor"], await b.Operator.Says());
        await a.Operator.TakeBack(scope: "company", source: a.NodeId);
        Assert.Equal(1, (await RoundAsync(a, b.NodeId)).Taken);
        Assert.Empty(await b.Operator.Says());
        Assert.Equal(0, (await RoundAsync(a, b.NodeId)).Taken);
    }

    [Fact]
    public async Task Nothing_is_pushed_unless_the_operator_names_the_peer()
    {
        await using var named = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_TO", "all"));
        await using var silent = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        foreach (var node in (FederatedNode[])[silent, named])
        {
            await taker.JoinAsync(node);
            await node.Operator.Say(node == named ? "named" : "silent", scope: "public", source: node.NodeId);
        }
        await FederatedNode.Until(() => Task.FromResult(!taker.Calls.IsEmpty));
        await named.Operator.Say("again", scope: "public", source: named.NodeId, entity: "user:y");
        await FederatedNode.Until(() => Task.FromResult(taker.Values.Count == 2));
        Assert.Equal(["named", "again"], taker.Values);
    }

    /// <summary>An agreement that was narrowed while a round, or a pull that waits, was under way ends it.</summary>
    [Fact]
    public async Task Nothing_crosses_under_an_agreement_that_was_replaced()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        var agreed = await taker.JoinAsync(node);
        var services = node.Node.App.Services;
        var directory = services.GetRequiredService<PeerDirectory>();
        var gate = services.GetRequiredService<PeerGate>();
        await node.Operator.Say("editor", scope: "company", source: node.NodeId);
        Assert.True(gate.IsActive(agreed));
        await services.GetRequiredService<Stigmem.Data.Sqlite.SqlEngine>().WriteAsync(session =>
        {
            directory.Put(session, agreed with { Scopes = PeerScopes.OfKnown(["public"]) });
            return true;
        });
        Assert.False(gate.IsActive(agreed));
        Assert.Equal(new PushOutcome(0, false, false, null), await services.GetRequiredService<PushRound>().RunAsync(agreed, CancellationToken.None));
        Assert.Empty(taker.Calls);
    }

    [Fact]
    public async Task Calls_hold_at_most_500_facts_in_the_order_of_commits()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        var facts = string.Join(',', Enumerable.Range(0, 250).Select(i =>
            $$"""{"entity":"user:x","relation":"memory:n{{i}}","value":{"type":"string","v":"BATCH{{i}}"},"source":"{{node.NodeId}}","scope":"public"}"""));
        for (var batch = 0; batch < 3; batch++)
        {
            var said = await node.Operator.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{facts.Replace("BATCH", $"{batch}-", StringComparison.Ordinal)}}]}""");
            Assert.True((int)said.Status < 300, said.Text);
        }
        Assert.Equal(750, (await taker.RoundAsync(node)).Taken);
        Assert.Equal([500, 250], taker.Calls.Select(call => call.Count));
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(batch => Enumerable.Range(0, 250).Select(i => $"{batch}-{i}")), taker.Values);
    }

    [Theory]
    [InlineData(429, 17)]
    [InlineData(500, null)]
    [InlineData(401, null)]
    [InlineData(405, null)]
    public async Task A_call_that_failed_is_made_again_from_the_same_place(int status, int? retryAfter)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        await node.Operator.Say("editor", scope: "public", source: node.NodeId);
        (taker.Answer, taker.RetryAfter) = (facts => (status, PushTaker.All(facts).Item2), retryAfter);
        var failed = await taker.RoundAsync(node);
        Assert.Equal(new PushOutcome(0, false, false, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null), failed);
        taker.Answer = PushTaker.All;
        Assert.Equal(1, (await taker.RoundAsync(node)).Taken);
        Assert.Equal(["editor", "editor"], taker.Values);
    }

    [Fact]
    public async Task A_refused_fact_is_not_offered_again_and_is_audited()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        var said = await node.Operator.Say("editor", scope: "public", source: node.NodeId);
        taker.Answer = facts => (202, facts.ToDictionary(Id, _ => "source_not_owned"));
        Assert.Equal(new PushOutcome(0, true, false, null), await taker.RoundAsync(node));
        time.Advance(TimeSpan.FromHours(7));
        await taker.RoundAsync(node);
        Assert.Single(taker.Calls);
        var detail = Assert.Single(await node.Audited("push_refused")).GetProperty("detail");
        Assert.Equal((said["id"], "source_not_owned"), (detail.Text("fact_id"), detail.Text("reason")));
    }

    [Fact]
    public async Task A_fact_that_may_be_taken_later_is_offered_again_ever_less_often_and_at_last_no_more()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        await node.Operator.Say("editor", scope: "public", source: node.NodeId);
        await node.Operator.Say("other", scope: "public", source: node.NodeId, entity: "user:y");
        taker.Answer = facts => (202, facts.Take(1).ToDictionary(Id, _ => "ingest_error"));
        await taker.RoundAsync(node);
        await taker.RoundAsync(node);
        Assert.Single(taker.Calls);
        time.Advance(TimeSpan.FromSeconds(61));
        await taker.RoundAsync(node);
        await taker.RoundAsync(node);
        Assert.Equal(["editor", "other", "editor"], taker.Values);
        for (var i = 0; i < 30; i++)
        {
            time.Advance(TimeSpan.FromHours(7));
            await taker.RoundAsync(node);
        }
        Assert.Equal(20, taker.Calls.Count);
        Assert.Single(await node.Audited("push_refused"));
    }

    [Fact]
    public async Task A_fact_that_is_taken_at_last_is_forgotten()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        await node.Operator.Say("editor", scope: "public", source: node.NodeId);
        taker.Answer = facts => (202, facts.ToDictionary(Id, _ => "ingest_error"));
        await taker.RoundAsync(node);
        taker.Answer = PushTaker.All;
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromHours(7));
            await taker.RoundAsync(node);
        }
        Assert.Equal(2, taker.Calls.Count);
    }

    [Fact]
    public async Task One_fact_that_spoils_a_call_does_not_hold_up_the_others()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        HashSet<string> taken = [];
        for (var i = 0; i < 5; i++)
            await node.Operator.Say(i == 2 ? "poison" : $"good {i}", scope: "public", source: node.NodeId, entity: $"user:{i}");
        taker.Answer = facts =>
        {
            if (facts.Any(fact => Value(fact) == "poison"))
                return (422, PushTaker.All(facts).Item2);
            taken.UnionWith(facts.Select(Value));
            return PushTaker.All(facts);
        };
        Assert.Equal(4, (await taker.RoundAsync(node)).Taken);
        Assert.Equal(["good 0", "good 1", "good 3", "good 4"], taken.Order(StringComparer.Ordinal));
        Assert.Equal("http_422", Assert.Single(await node.Audited("push_refused")).GetProperty("detail").Text("reason"));
    }

    [Fact]
    public async Task Pushing_ends_when_the_peer_is_revoked()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        var peer = await taker.JoinAsync(node);
        await node.Operator.Say("editor", scope: "public", source: node.NodeId);
        await node.Operator.Send("POST", $"/v1/federation/peers/{peer.Id}/revoke");
        Assert.False((await taker.RoundAsync(node)).WasAnswered);
        Assert.Empty(taker.Calls);
    }

    private static string Id(JsonElement fact) => fact.GetProperty("id").GetString()!;

    private static string Value(JsonElement fact) => fact.GetProperty("value").GetProperty("v").GetString()!;

    private static Task<PushOutcome> RoundAsync(FederatedNode node, string peerNodeId)
    {
        var services = node.Node.App.Services;
        return services.GetRequiredService<PushRound>().RunAsync(services.GetRequiredService<PeerDirectory>().Current[peerNodeId], CancellationToken.None);
    }
}
