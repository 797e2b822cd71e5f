using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts of a node that were held back, and are let go when the cursors of its peers have passed them.</summary>
public sealed class LateReleaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fact_that_is_let_go_late_reaches_a_node_that_has_read_on(bool isOfGarden)
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        var (held, letGo) = await HoldAsync(a, isOfGarden);
        await a.Operator.Say("last", scope: "public", entity: "user:last");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:last")).Any());
        Assert.Empty(await b.Operator.Says("entity=user:x"));
        await letGo();
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:x")).Any());
        Assert.Equal((a.NodeId, held), ((await b.Operator.Fact(held)).Text("received_from"), (await b.Operator.Fact(held)).Text("id")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pushing_sends_what_was_let_go_late(bool isOfGarden)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        var (_, letGo) = await HoldAsync(node, isOfGarden);
        await node.Operator.Say("free", scope: "public", source: node.NodeId);
        await taker.RoundAsync(node);
        Assert.Equal(["free"], taker.Values);
        await letGo();
        await taker.RoundAsync(node);
        await taker.RoundAsync(node);
        Assert.Equal(["free", "held"], taker.Values);
    }

    [Fact]
    public async Task Who_begins_later_gets_it_once_and_who_waits_hears_at_once()
    {
        await using var node = await FederatedNode.StartAsync();
        using var waiting = new PaperPeer();
        using var late = new PaperPeer();
        await waiting.JoinAsync(node);
        await late.JoinAsync(node);
        var (_, letGo) = await HoldAsync(node, isOfGarden: false);
        await node.Operator.Say("free", scope: "public");
        var first = await waiting.PullAsync(node);
        Assert.Equal(["free"], first.Values);
        var answer = waiting.Get(node, $"/v1/federation/facts?wait=25&cursor={first.Cursor}");
        await letGo();
        Assert.Equal("held", (await answer).Json.GetProperty("facts")[0].GetProperty("value").Text("v"));
        Assert.Equal(["held", "free"], (await late.PullAsync(node)).Values);
        Assert.Equal(["held", "free", "held"], (await late.PullAsync(node, limit: 1)).Values);
        Assert.Empty((await waiting.PullAsync(node, (await answer)["cursor"]!)).Values);
    }

    [Fact]
    public async Task What_is_let_go_obeys_all_rules_and_changes_nothing_for_others()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        using var stranger = new PaperPeer();
        await peer.JoinAsync(node);
        await stranger.JoinAsync(node);
        await node.Operator.Send("PUT", "/v1/federation/sharing/few", $$"""{"entity_prefix":"user:x","peers":["{{peer.NodeId}}"]}""");
        var (_, letGo) = await HoldAsync(node, isOfGarden: false);
        await node.Operator.NewGarden("closed", "public");
        var (kept, _) = await HoldAsync(node, isOfGarden: false, "company", "user:y");
        await node.Operator.Say("free", scope: "public", entity: "user:z");
        var (before, of, narrow) = (await stranger.PullAsync(node), await peer.PullAsync(node), await peer.PullAsync(node, scopes: "company"));
        await letGo();
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/quarantine/{kept}/reject")).Status);
        Assert.Empty((await stranger.PullAsync(node, before.Cursor)).Values);
        Assert.Empty((await peer.PullAsync(node, narrow.Cursor, scopes: "company")).Values);
        Assert.Equal(["held"], (await peer.PullAsync(node, of.Cursor)).Values);
    }

    [Fact]
    public async Task What_goes_into_a_garden_or_is_turned_down_moves_no_cursor()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await node.Operator.NewGarden("closed", "public");
        var (down, _) = await HoldAsync(node, isOfGarden: true);
        var (inside, _) = await HoldAsync(node, isOfGarden: true, entity: "user:y");
        await node.Operator.Say("free", scope: "public", entity: "user:z");
        var before = await peer.PullAsync(node);
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/quarantine/{down}/reject")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/quarantine/{inside}/admit?target_garden_id=closed")).Status);
        var after = await peer.PullAsync(node, before.Cursor);
        Assert.Empty(after.Values);
        Assert.Equal(before.Cursor, after.Cursor);
    }

    [Fact]
    public async Task A_stamp_of_the_reference_as_cursor_does_not_pass_a_release()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        var (_, letGo) = await HoldAsync(node, isOfGarden: false);
        await node.Operator.Say("free", scope: "public");
        var ahead = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var first = await peer.PullAsync(node, $"{ahead}.0");
        Assert.Empty(first.Values);
        await letGo();
        Assert.Equal(["held"], (await peer.PullAsync(node, first.Cursor)).Values);
    }

    [Fact]
    public async Task After_a_restart_no_fact_gets_the_number_of_a_release()
    {
        using var folder = new TempFolder();
        using var peer = new PaperPeer();
        string cursor;
        await using (var node = await FederatedNode.StartAsync(folder.File("a.db")))
        {
            await peer.JoinAsync(node);
            var (_, letGo) = await HoldAsync(node, isOfGarden: false);
            await letGo();
            // The release is behind everything that the first page looks at.
            cursor = (await peer.PullAsync(node, (await peer.PullAsync(node, limit: 1)).Cursor)).Cursor;
        }
        await using var again = await FederatedNode.StartAsync(folder.File("a.db"));
        await again.Operator.Say("new", scope: "public");
        Assert.Equal(["new"], (await peer.PullAsync(again, cursor)).Values);
    }

    /// <summary>A fact that waits in quarantine, and what lets it go into the open fabric.</summary>
    private static async Task<(string Id, Func<Task> LetGo)> HoldAsync(FederatedNode node, bool isOfGarden, string scope = "public", string entity = "user:x")
    {
        var garden = await node.Operator.NewGarden($"held-{scope}-{entity[5..]}", scope, quarantine: true);
        var said = await node.Operator.Say("held", node.NodeId, scope: scope, entity: entity, more: isOfGarden ? $",\"garden_id\":\"{garden["garden_id"]}\"" : "");
        Assert.True(said.Status == HttpStatusCode.Created, said.Text);
        await node.Node.HoldAsync(said["id"]!, garden["id"]);
        return (said["id"]!, async () =>
        {
            var done = isOfGarden
                ? await node.Operator.Send("POST", $"/v1/gardens/held-{scope}-{entity[5..]}/promote", $$"""{"fact_id":"{{said["id"]}}","reason":"fine"}""")
                : await node.Operator.Send("POST", $"/v1/quarantine/{said["id"]}/admit");
            Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        });
    }
}
