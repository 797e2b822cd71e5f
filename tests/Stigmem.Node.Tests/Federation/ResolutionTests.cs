using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Core.Facts;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A conflict that is resolved on one node is resolved on the others (rulings 10).</summary>
public sealed class ResolutionTests
{
    private static readonly (string, string) Push = ("FEDERATION_PUSH_ENABLED", "true");

    [Theory]
    [InlineData("""{"winning_fact_id":"WINNER"}""", "author")]
    [InlineData("""{"new_value":{"type":"string","v":"both"}}""", "both")]
    public async Task What_one_node_resolves_the_other_shows(string body, string expected)
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.Operator.Say("editor", scope: "public");
        var winner = await b.Operator.Say("author", scope: "public", source: "agent:bob");
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        foreach (var node in (FederatedNode[])[a, b])
            await FederatedNode.Until(async () => await Status(node) == "unresolved");
        var id = (await Conflict(a)).Text("conflict_id");
        var resolved = await a.Operator.Send("POST", $"/v1/conflicts/{id}/resolve", body.Replace("WINNER", winner["id"], StringComparison.Ordinal));
        foreach (var node in (FederatedNode[])[a, b])
        {
            await FederatedNode.Until(async () => (await node.Operator.Says()).Any());
            Assert.Equal((expected, "resolved"), (string.Join(',', await node.Operator.Says()), await Status(node)));
            Assert.Equal(resolved["resolution_fact_id"], (await Conflict(node)).Text("resolved_by"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_counts_whichever_arrives_first(bool resolutionFirst)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Push);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var own = await node.Operator.Say("own", scope: "public");
        var rival = PeerFacts.Of(peer, "rival");
        var resolution = Resolution(peer, own["id"]!, rival.Id(), "rival");
        foreach (var fact in resolutionFirst ? [resolution, rival] : new[] { rival, resolution })
            Assert.Equal(1, (await peer.PushAsync(node, fact)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(["rival"], await node.Operator.Says());
        Assert.Equal("superseded", (await node.Operator.Fact(own["id"])).Text("state"));
        Assert.Equal("resolved", await Status(node));
    }

    [Fact]
    public async Task A_peer_settles_nothing_that_it_could_not_have_said()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Push);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var one = await node.Operator.Say("one");
        var two = await node.Operator.Say("two");
        Assert.Equal(1, (await peer.PushAsync(node, Resolution(peer, one["id"]!, two["id"]!, "one"))).Json.GetProperty("accepted").GetInt32());
        Assert.Equal("unresolved", await Status(node));
        Assert.Empty(await node.Operator.Says());
    }

    private static JsonObject Resolution(LyingPeer peer, string one, string other, string value) =>
        PeerFacts.Of(peer, value).With("entity", $"stigmem:resolution:{Contradiction.ConflictId(Guid.Parse(one), Guid.Parse(other))}").With("cid", null);

    private static async Task<JsonElement> Conflict(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray().FirstOrDefault();

    private static async Task<string?> Status(FederatedNode node) => await Conflict(node) is { ValueKind: JsonValueKind.Object } found ? found.Text("status") : null;
}
