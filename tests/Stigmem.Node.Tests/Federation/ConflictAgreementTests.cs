using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Core.Facts;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Nodes that hold the same facts hold the same conflicts, whatever came first; the simulator found each of these.</summary>
public sealed class ConflictAgreementTests
{
    private static readonly (string, string) On = ("FEDERATION_PUSH_ENABLED", "true");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decision_of_another_node_ends_the_conflict_here_whichever_arrives_first(bool decisionFirst)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var mine = (await node.Operator.AssertFact("user:x", "memory:role", "author", "agent:a", "public"))["id"]!;
        var said = PeerFacts.Of(peer);
        var conflict = Contradiction.ConflictId(Guid.Parse(mine), Guid.Parse(said.Id()));
        var decision = PeerFacts.Of(peer, entity: $"stigmem:resolution:{conflict}");
        foreach (var fact in decisionFirst ? [decision, said] : new[] { said, decision })
            Assert.Equal(1, (await peer.PushAsync(node, fact)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(0, await OpenConflicts(node));
        Assert.Equal(["editor"], await node.Operator.Says());
        Assert.Equal("superseded", (await node.Operator.Fact(mine)).Text("state"));
    }

    /// <summary>Else a peer that may speak in one scope could end what was said in another.</summary>
    [Fact]
    public async Task A_decision_in_another_scope_ends_nothing()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var first = (await node.Operator.AssertFact("user:x", "memory:role", "author", "agent:a", "company"))["id"]!;
        var second = (await node.Operator.AssertFact("user:x", "memory:role", "editor", "agent:b", "company"))["id"]!;
        var conflict = Contradiction.ConflictId(Guid.Parse(first), Guid.Parse(second));
        Assert.Equal(1, (await peer.PushAsync(node, PeerFacts.Of(peer, entity: $"stigmem:resolution:{conflict}"))).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, await OpenConflicts(node));
    }

    [Fact]
    public async Task Admitting_a_fact_does_not_undo_its_retraction_that_came_before_it()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("QUARANTINE_GARDEN_ID", "held"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}""");
        var retraction = PeerFacts.Of(peer, "retracted").With("confidence", 0.0).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-5))).With("cid", null);
        var held = PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-10)))
            .With("value", new JsonObject { ["type"] = "string", ["v"] = "editor", ["interpret_as"] = "instruction" });
        foreach (var fact in (JsonObject[])[retraction, held])
            Assert.Equal(1, (await peer.PushAsync(node, fact)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/quarantine/{held.Id()}/admit")).Status);
        Assert.Empty(await node.Operator.Says());
        Assert.Equal("retracted", (await node.Operator.Fact(held.Id())).Text("state"));
    }

    /// <summary>A record stands for all facts of its two values, and must not take them with it when it is closed.</summary>
    [Fact]
    public async Task Values_stay_at_odds_when_one_of_two_who_say_the_same_takes_it_back()
    {
        await using var node = await FederatedNode.StartAsync();
        foreach (var (value, source) in ((string, string)[])[("red", "agent:a"), ("red", "agent:b"), ("blue", "agent:c")])
            await node.Operator.AssertFact("user:x", "memory:role", value, source, "public");
        Assert.Equal(1, await OpenConflicts(node));
        var writer = await node.Node.ClientFor("agent:b", "read", "write");
        await writer.AssertFact("user:x", "memory:role", "gone", "agent:b", "public", ",\"confidence\":0");
        Assert.Equal(1, await OpenConflicts(node));
    }

    /// <summary>What a node refuses it does not ask for: its peer would look like one that breaks the agreement.</summary>
    [Fact]
    public async Task A_token_claims_no_scope_that_this_node_does_not_take()
    {
        await using var open = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_ALLOW_TEAM", "true"));
        await using var closed = await FederatedNode.StartAsync();
        await open.JoinAsync(closed, "public", "team");
        await closed.JoinAsync(open, "public", "team");
        await open.Operator.AssertFact("user:x", "memory:role", "of the team", "agent:a", "team");
        var last = (await open.Operator.AssertFact("user:x", "memory:role", "of all", "agent:a", "public"))["id"]!;
        await FederatedNode.Until(async () => (await closed.Operator.Send("GET", $"/v1/facts/{last}")).Status == HttpStatusCode.OK);
        Assert.Empty(await closed.Audited("scope_violation"));
    }

    private static async Task<int> OpenConflicts(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/conflicts?status=unresolved")).Json.GetProperty("conflicts").GetArrayLength();
}
