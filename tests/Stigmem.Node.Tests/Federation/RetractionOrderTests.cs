using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>The stamps of the origins decide what a retraction takes back, not the order in which facts arrive (rulings 5).</summary>
public sealed class RetractionOrderTests
{
    private static readonly (string, string) On = ("FEDERATION_PUSH_ENABLED", "true");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retraction_takes_back_what_was_said_before_it_whichever_arrives_first(bool retractionFirst)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var said = PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-10)));
        foreach (var fact in retractionFirst ? [Retraction(peer), said] : new[] { said, Retraction(peer) })
            Assert.Equal(HttpStatusCode.Accepted, (await peer.PushAsync(node, fact)).Status);
        Assert.Empty(await node.Operator.Says());
        Assert.Equal("retracted", (await node.Operator.Fact(said.Id())).Text("state"));
    }

    [Fact]
    public async Task A_retraction_below_many_newer_facts_is_not_overlooked()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var said = PeerFacts.Of(peer, "long ago").With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-10)));
        JsonObject[] pushed = [Retraction(peer), .. Enumerable.Range(0, 70).Select(i => PeerFacts.Of(peer, $"{i}")), said];
        Assert.Equal(pushed.Length, (await peer.PushAsync(node, pushed)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal("retracted", (await node.Operator.Fact(said.Id())).Text("state"));
    }

    [Fact]
    public async Task What_was_said_after_it_stands()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        await peer.PushAsync(node, Retraction(peer), PeerFacts.Of(peer));
        Assert.Equal(["editor"], await node.Operator.Says());
    }

    /// <summary>Nobody has let it in yet, so it may not act.</summary>
    [Fact]
    public async Task A_retraction_in_quarantine_takes_nothing_back()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("QUARANTINE_GARDEN_ID", "held"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}""");
        var said = PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-10)));
        var held = Retraction(peer).With("value", new JsonObject { ["type"] = "string", ["v"] = "retracted", ["interpret_as"] = "instruction" });
        Assert.Equal(1, (await peer.PushAsync(node, held)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, (await peer.PushAsync(node, said)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(["editor"], await node.Operator.Says());
    }

    private static JsonObject Retraction(LyingPeer peer) =>
        PeerFacts.Of(peer, "retracted").With("confidence", 0.0).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-5))).With("cid", null);
}
