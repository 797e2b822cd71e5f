using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts that were refused for a reason which may go, and are tried again.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_fact_from_the_future_is_taken_when_its_time_has_come()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        var early = PeerFacts.Of(peer, "early").With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(900)));
        peer.Facts.Enqueue(early.ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(Attempts(node).Count == 1));
        Assert.Empty(await node.Operator.Says());
        time.Advance(TimeSpan.FromSeconds(700));
        await FederatedNode.Until(async () => (await node.Operator.Says()).Any());
        Assert.Empty(Attempts(node));
        Assert.Equal(early.Id(), Assert.Single(await node.Audited("dead_letter_admitted")).GetProperty("detail").Text("fact_id"));
        Assert.Single(await node.Audited("rejected_fact"));
    }

    [Fact]
    public async Task An_instruction_is_taken_when_there_is_a_garden_for_it()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("QUARANTINE_GARDEN_ID", "held"));
        await using var peer = await LyingPeer.StartAsync();
        var fact = PeerFacts.Of(peer, relation: "instruction:do");
        peer.Facts.Enqueue(fact.ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(Attempts(node).Count == 1));
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}""");
        time.Advance(TimeSpan.FromMinutes(2));
        await FederatedNode.Until(async () => (await node.Operator.Send("GET", "/v1/quarantine")).Text.Contains(fact.Id(), StringComparison.Ordinal));
        Assert.Empty(Attempts(node));
    }

    [Fact]
    public async Task A_letter_is_tried_less_and_less_often_and_at_last_no_more()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer, relation: "instruction:do").ToJsonString());
        var services = node.Node.App.Services;
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(Attempts(node).Count == 1));
        var retry = services.GetRequiredService<RetryLetters>();
        var registered = services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
        await retry.RunAsync(registered);
        Assert.Equal([1L], Attempts(node));
        for (var i = 0; i < 2 * DeadLetters.MostAttempts; i++)
        {
            time.Advance(TimeSpan.FromHours(7));
            await retry.RunAsync(registered);
        }
        Assert.Equal([(long)DeadLetters.MostAttempts], Attempts(node));
        Assert.Single(await node.Audited("rejected_fact"));
    }

    private static List<long> Attempts(FederatedNode node)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var rows = lease.Session.Use(new SqlText("SELECT attempts FROM dead_letters"));
        List<long> attempts = [];
        while (rows.Step())
            attempts.Add(rows.GetInt64(0));
        return attempts;
    }
}
