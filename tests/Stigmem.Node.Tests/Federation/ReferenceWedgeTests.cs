using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// One fact that the reference cannot take stops its loop for ever. Each test gives a node such a fact, and the peer still
/// gets all the others. That the peer does stop when it is served such facts as they are, <see cref="ReferenceOracleTests"/> shows;
/// the bytes of each record, and of what is beside them, are held to their form by <see cref="ReferenceRecordTests"/>.
/// </summary>
public sealed class ReferenceWedgeTests
{
    /// <summary>F25: more than thirty days behind.</summary>
    [Fact]
    public async Task Old_facts_come_without_their_stamps()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow.AddDays(-40));
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var python = await ReferencePeer.StartAsync();
        var old = await node.Operator.Say("old", scope: "public", entity: "user:old");
        time.Advance(TimeSpan.FromDays(10.5));
        var younger = await node.Operator.Say("younger", scope: "public", entity: "user:younger");
        time.Advance(TimeSpan.FromDays(29.5));
        var now = await node.Operator.Say("new", scope: "public", entity: "user:new");
        await python.FederateAsync(node);
        Assert.Equal(3, await python.PullAllAsync(node));
        await HasAllAsync(python, old, younger, now);
    }

    /// <summary>Stamps within bounds by this node's clock and beyond them by the peer's.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(50)]
    public async Task A_clock_that_is_ahead_stops_nobody(int minutes)
    {
        var time = new FakeTime(DateTimeOffset.UtcNow.AddMinutes(minutes));
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var python = await ReferencePeer.StartAsync();
        var first = await node.Operator.Say("first", scope: "public", entity: "user:first");
        var second = await node.Operator.Say("second", scope: "public", entity: "user:second");
        await python.FederateAsync(node);
        Assert.Equal(2, await python.PullAllAsync(node));
        await HasAllAsync(python, first, second);
    }

    [Fact]
    public async Task A_clock_that_was_put_back_stops_nobody()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow.AddDays(2));
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var python = await ReferencePeer.StartAsync();
        var ahead = await node.Operator.Say("ahead", scope: "public", entity: "user:ahead");
        time.Advance(TimeSpan.FromDays(-2));
        var after = await node.Operator.Say("after", scope: "public", entity: "user:after");
        await python.FederateAsync(node);
        Assert.Equal(2, await python.PullAllAsync(node));
        await HasAllAsync(python, ahead, after);
    }

    [Fact]
    public async Task An_end_that_was_moved_never_looks_later()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        var set = await node.Operator.Say("set", scope: "public", entity: "user:set", more: ""","valid_until":"2040-01-01T00:00:00Z" """);
        var open = await node.Operator.Say("open", scope: "public", entity: "user:open");
        var cut = await node.Operator.Say("cut", scope: "public", entity: "user:cut", more: ""","valid_until":"2040-01-01T00:00:00+02:00" """);
        var over = await node.Operator.Say("over", scope: "public", entity: "user:over", more: ""","valid_until":"2020-01-01" """);
        await EndAsync(node, cut, "2030-01-01T00:00:00Z");
        Assert.Equal(4, await python.PullAllAsync(node));
        foreach (var end in (string[])["2031-01-01T00:00:00Z", "2050-01-01T00:00:00Z"])
        {
            foreach (var fact in (Http.Answer[])[set, open, cut, over])
                await EndAsync(node, fact, end);
            await python.ForgetCursorAsync(node);
            Assert.Equal(0, await python.PullAllAsync(node));
        }
        var rows = await python.RowsAsync();
        Assert.Equal("2030-01-01T00:00:00Z", rows[cut["id"]!].Text("valid_until"));
        await HasAllAsync(python, set, open, cut, over);
    }

    [Fact]
    public async Task Instructions_stay_here()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        var before = await node.Operator.Say("before", scope: "public");
        using var instructor = await node.Node.ClientFor("user:instructor", "read", "write", "instruction:write");
        Http.Answer[] instructions =
        [
            await instructor.Say("do", scope: "public", relation: "instruction:do"),
            await instructor.Say("do", scope: "company", entity: "instruction:x"),
            await instructor.Send("POST", "/v1/facts", """{"entity":"user:y","relation":"memory:do","value":{"type":"text","v":"do","interpret_as":"instruction"},"source":"agent:ada","scope":"public"}"""),
        ];
        Assert.All(instructions, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var after = await node.Operator.Say("after", scope: "company", entity: "user:after");
        Assert.Equal(2, await python.PullAllAsync(node));
        await HasAllAsync(python, before, after);
    }

    [Fact]
    public async Task Facts_of_others_of_gardens_and_with_provenance_stay_here()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await using var third = await LyingPeer.StartAsync();
        third.Facts.Enqueue(PeerFacts.Of(third, "relayed", entity: "user:relayed").With("hlc", PeerFacts.Stamp(TimeSpan.FromDays(-45))).ToJsonString());
        await python.FederateAsync(node);
        await third.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:relayed")).Any());
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"closed","name":"Closed","scope":"public"}""");
        var open = await node.Operator.Say("open", scope: "public", entity: "user:open");
        var inGarden = await node.Operator.Say("garden", scope: "public", entity: "user:garden", more: ""","garden_id":"closed" """);
        var derived = await node.Operator.Say("derived", scope: "public", entity: "user:derived", more: $$""","derived_from":[{"fact_id":"{{open["id"]}}"}]""");
        var local = await node.Operator.Say("local", scope: "local", entity: "user:local");
        Assert.All((Http.Answer[])[inGarden, derived, local], answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(1, await python.PullAllAsync(node));
        await HasAllAsync(python, open);
    }

    /// <summary>What a node writes about contradictions is its own; the answer to one travels.</summary>
    [Fact]
    public async Task A_resolved_conflict_and_a_retraction_travel()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        var editor = await node.Operator.Say("editor", scope: "public", confidence: 0.3);
        var author = await node.Operator.Say("author", scope: "public", source: "agent:bob", confidence: 1e-7);
        Assert.Equal(2, await python.PullAllAsync(node));
        var conflict = Assert.Single((await node.Operator.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray()).Text("conflict_id");
        var resolved = await node.Operator.Send("POST", $"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{editor["id"]}}"}""");
        Assert.True(resolved.Status == HttpStatusCode.OK, resolved.Text);
        var gone = await node.Operator.TakeBack(scope: "public");
        Assert.Equal(2, await python.PullAllAsync(node));
        await python.ForgetCursorAsync(node);
        Assert.Equal(0, await python.PullAllAsync(node));
        var rows = await HasAllAsync(python, editor, author, gone);
        Assert.Contains(resolved["resolution_fact_id"]!, rows.Keys);
    }

    private static async Task EndAsync(FederatedNode node, Http.Answer fact, string end) =>
        Assert.Equal(HttpStatusCode.Created, (await node.Operator.Say(end, scope: "public", entity: fact["id"]!, relation: "stigmem:ttl")).Status);

    /// <summary>The peer holds these with the content ids they have here, and nothing that it should not.</summary>
    private static async Task<IReadOnlyDictionary<string, JsonElement>> HasAllAsync(ReferencePeer python, params Http.Answer[] said)
    {
        var rows = await python.RowsAsync();
        Assert.All(said, answer => Assert.Equal(answer["cid"], rows[answer["id"]!].Text("cid")));
        return rows;
    }
}
