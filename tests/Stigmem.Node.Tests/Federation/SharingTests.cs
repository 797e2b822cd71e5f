using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts that go only to some peers.</summary>
public sealed class SharingTests
{
    [Theory]
    [InlineData("""{"entity_prefix":"project:x/"}""", "company project:x/a memory:role agent:ada", true)]
    [InlineData("""{"entity_prefix":"project:x/"}""", "company project:x memory:role agent:ada", false)]
    [InlineData("""{"entity_prefix":"project:x/"}""", "company other:project:x/a memory:role agent:ada", false)]
    [InlineData("""{"relation":"memory:role"}""", "public user:a memory:role agent:ada", true)]
    [InlineData("""{"relation":"memory:role"}""", "public user:a memory:role2 agent:ada", false)]
    [InlineData("""{"source":"agent:ada"}""", "public user:a memory:role agent:ada", true)]
    [InlineData("""{"source":"agent:ada"}""", "public user:a memory:role agent:adam", false)]
    [InlineData("""{"scope":"company"}""", "company user:a memory:role agent:ada", true)]
    [InlineData("""{"scope":"company"}""", "public user:a memory:role agent:ada", false)]
    [InlineData("""{"scope":"company","relation":"memory:role"}""", "company user:a memory:role agent:ada", true)]
    [InlineData("""{"scope":"company","relation":"memory:role"}""", "company user:a memory:name agent:ada", false)]
    [InlineData("{}", "public user:a memory:role agent:ada", true)]
    public async Task What_a_rule_matches_goes_only_to_its_peers(string match, string fact, bool isMatched)
    {
        await using var node = await FederatedNode.StartAsync();
        using var friend = new PaperPeer();
        using var stranger = new PaperPeer();
        await friend.JoinAsync(node);
        await stranger.JoinAsync(node, isOwnKind: false);
        await PutAsync(node, "r", match, friend.NodeId);
        var (scope, entity, relation, source) = fact.Split(' ') is [var a, var b, var c, var d] ? (a, b, c, d) : default;
        await node.Operator.Say("said", source, scope: scope, entity: entity, relation: relation);
        Assert.Equal(["said"], (await friend.PullAsync(node)).Values);
        Assert.Equal(isMatched ? [] : ["said"], (await stranger.PullAsync(node)).Values);
    }

    [Fact]
    public async Task Each_rule_that_matches_must_name_the_peer_and_an_empty_list_keeps_facts_at_home()
    {
        await using var node = await FederatedNode.StartAsync();
        using var one = new PaperPeer();
        using var two = new PaperPeer();
        await one.JoinAsync(node);
        await two.JoinAsync(node);
        await PutAsync(node, "a", """{"entity_prefix":"user:"}""", one.NodeId, two.NodeId);
        await PutAsync(node, "b", """{"relation":"memory:role"}""", two.NodeId);
        await PutAsync(node, "c", """{"relation":"memory:secret"}""");
        await node.Operator.Say("role", scope: "public");
        await node.Operator.Say("secret", scope: "public", relation: "memory:secret");
        await node.Operator.Say("name", scope: "public", relation: "memory:name");
        Assert.Equal(["name"], (await one.PullAsync(node)).Values);
        Assert.Equal(["role", "name"], (await two.PullAsync(node)).Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_rule_held_back_reaches_a_peer_whose_cursor_has_passed_it(bool isDeleted)
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await PutAsync(node, "hold", """{"entity_prefix":"project:"}""", "stigmem://somebody.example/else");
        for (var i = 0; i < 6; i++)
            await node.Operator.Say($"{i}", scope: "public", entity: i % 2 == 0 ? $"user:{i}" : $"project:{i}");
        var first = await peer.PullAsync(node);
        Assert.Equal(["0", "2", "4"], first.Values);
        if (isDeleted)
            Assert.Equal(HttpStatusCode.NoContent, (await node.Operator.Send("DELETE", "/v1/federation/sharing/hold")).Status);
        else
            await PutAsync(node, "hold", """{"entity_prefix":"project:"}""", peer.NodeId);
        await node.Operator.Say("6", scope: "public", entity: "project:6");
        // Two a page, so that reading again is cut and goes on.
        var second = await peer.PullAsync(node, first.Cursor, limit: 2);
        Assert.Equal(["1", "3", "5", "6"], second.Values);
        Assert.Empty((await peer.PullAsync(node, second.Cursor)).Values);
    }

    [Fact]
    public async Task A_rule_that_is_put_again_as_it_is_ends_nothing()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await PutAsync(node, "r", """{"entity_prefix":"project:","scope":"public"}""", peer.NodeId, "other");
        await node.Operator.Say("shared", scope: "public", entity: "project:1");
        var first = await peer.PullAsync(node);
        Assert.Equal(["shared"], first.Values);
        await PutAsync(node, "r", """{"entity_prefix":"project:","scope":"public"}""", "other", peer.NodeId);
        Assert.Empty((await peer.PullAsync(node, first.Cursor)).Values);
        Assert.Single(await node.Audited("sharing_rule_set"));
        Assert.Equal(1, Rows(node));
    }

    [Fact]
    public async Task A_rule_that_has_ended_is_forgotten_when_a_later_one_says_all_that_it_said()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        for (var i = 0; i < 9; i++)
            await PutAsync(node, "r", """{"entity_prefix":"project:x/"}""", $"{i}");
        // One holds, and the last one that has ended stands for the others.
        Assert.Equal(2, Rows(node));
        await node.Operator.Say("held", scope: "public", entity: "project:x/1");
        await node.Operator.Say("free", scope: "public", entity: "user:1");
        var first = await peer.PullAsync(node);
        Assert.Equal(["free"], first.Values);
        await PutAsync(node, "narrow", """{"relation":"memory:other"}""");
        await PutAsync(node, "wide", """{"entity_prefix":"project:"}""");
        foreach (var name in (string[])["r", "narrow", "wide"])
            await node.Operator.Send("DELETE", $"/v1/federation/sharing/{name}");
        // What the rule held back is still found by the wider one that has ended after it.
        Assert.Equal(2, Rows(node));
        Assert.Equal(["held"], (await peer.PullAsync(node, first.Cursor)).Values);
    }

    [Fact]
    public async Task A_rule_that_ends_while_what_another_held_back_is_read_again_is_not_forgotten()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await PutAsync(node, "a", """{"entity_prefix":"a:"}""");
        await PutAsync(node, "b", """{"entity_prefix":"b:"}""");
        foreach (var entity in (string[])["a:1", "b:1", "c:1", "a:2", "b:2", "c:2"])
            await node.Operator.Say(entity, scope: "public", entity: entity);
        var first = await peer.PullAsync(node);
        Assert.Equal(["c:1", "c:2"], first.Values);
        await node.Operator.Send("DELETE", "/v1/federation/sharing/a");
        var half = await peer.PageAsync(node, first.Cursor, 1);
        Assert.Equal(["a:1"], half.Values);
        await node.Operator.Send("DELETE", "/v1/federation/sharing/b");
        var rest = await peer.PullAsync(node, half.Cursor, limit: 1);
        Assert.Equal(["a:1", "b:1", "a:2", "b:2"], rest.Values);
        Assert.Empty((await peer.PullAsync(node, rest.Cursor)).Values);
    }

    [Fact]
    public async Task A_peer_that_waits_hears_at_once_of_what_has_become_free()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await PutAsync(node, "hold", """{"entity_prefix":"user:"}""");
        await node.Operator.Say("held", scope: "public");
        var first = await peer.PullAsync(node);
        Assert.Empty(first.Values);
        var waiting = peer.Get(node, $"/v1/federation/facts?wait=25&cursor={first.Cursor}");
        await node.Operator.Send("DELETE", "/v1/federation/sharing/hold");
        var answer = await waiting;
        Assert.Equal("held", answer.Json.GetProperty("facts")[0].GetProperty("value").Text("v"));
    }

    [Fact]
    public async Task Pushing_obeys_the_rules_and_sends_what_has_become_free()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        await PutAsync(node, "hold", """{"entity_prefix":"project:"}""");
        await node.Operator.Say("held", scope: "public", source: node.NodeId, entity: "project:1");
        await node.Operator.Say("free", scope: "public", source: node.NodeId);
        await taker.RoundAsync(node);
        Assert.Equal(["free"], taker.Values);
        await PutAsync(node, "hold", """{"entity_prefix":"project:"}""", taker.NodeId);
        await taker.RoundAsync(node);
        await taker.RoundAsync(node);
        Assert.Equal(["free", "held"], taker.Values);
    }

    [Fact]
    public async Task A_fact_that_waits_to_be_offered_again_is_judged_by_the_rules_of_then()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        await node.Operator.Say("refused once", scope: "public", source: node.NodeId);
        taker.Answer = facts => (202, facts.ToDictionary(fact => fact.Text("id")!, _ => "ingest_error"));
        await taker.RoundAsync(node);
        await PutAsync(node, "hold", """{"entity_prefix":"user:"}""");
        time.Advance(TimeSpan.FromHours(7));
        await taker.RoundAsync(node);
        Assert.Single(taker.Calls);
    }

    [Fact]
    public async Task A_made_up_cursor_opens_nothing()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await PutAsync(node, "gone", """{"relation":"memory:role"}""");
        await PutAsync(node, "hold", """{"entity_prefix":"user:"}""");
        await node.Operator.Say("held", scope: "public");
        await node.Operator.Send("DELETE", "/v1/federation/sharing/gone");
        foreach (var cursor in (string[])["s0-g99", "s0-g1-u99999-f0", "s0-g0-u99999-f0", "s0-g99-u9999-f98"])
            Assert.Empty((await peer.PageAsync(node, cursor, 500)).Values);
        foreach (var cursor in (string[])["s", "s1-", "s1-g", "s1-g1-u2", "s1-x1", "s-1", "s1-g1-u1-f1-z1", "s99999999999999999999"])
            Assert.Equal("invalid_cursor", (await peer.Get(node, $"/v1/federation/facts?cursor={cursor}")).Detail);
    }

    [Fact]
    public async Task Rules_are_listed_and_audited_and_not_everybodys_to_make()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reader = await node.Node.ClientFor("agent:reader", "read", "write");
        using var federator = await node.Node.ClientFor("agent:federator", "federate");
        const string rule = """{"entity_prefix":"project:","peers":["b","a","b"]}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Send("GET", "/v1/federation/sharing")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await federator.Send("PUT", "/v1/federation/sharing/r", rule)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await federator.Send("DELETE", "/v1/federation/sharing/r")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("PUT", "/v1/federation/sharing/r", rule)).Status);
        var listed = Assert.Single((await federator.Send("GET", "/v1/federation/sharing")).Json.GetProperty("rules").EnumerateArray());
        Assert.Equal("""{"name":"r","entity_prefix":"project:","relation":null,"source":null,"scope":null,"peers":["b","a"]}""", listed.GetRawText());
        Assert.Equal(HttpStatusCode.NoContent, (await node.Operator.Send("DELETE", "/v1/federation/sharing/r")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Operator.Send("DELETE", "/v1/federation/sharing/r")).Status);
        Assert.Equal("r", Assert.Single(await node.Audited("sharing_rule_set")).Text("peer_id"));
        Assert.Single(await node.Audited("sharing_rule_deleted"));
        foreach (var bad in (string[])["{}", """{"peers":"a"}""", """{"peers":[1]}""", """{"peers":[],"scope":"galaxy"}""", """{"peers":[""]}""", """{"peers":[],"relation":""}"""])
            Assert.Equal(422, (int)(await node.Operator.Send("PUT", "/v1/federation/sharing/r", bad)).Status);
        Assert.Equal(422, (int)(await node.Operator.Send("PUT", "/v1/federation/sharing/a%20b", rule)).Status);
    }

    private static long Rows(FederatedNode node)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        return long.Parse(lease.Session.Scalar("SELECT count(*) FROM sharing_rules")!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task PutAsync(FederatedNode node, string name, string match, params string[] peers)
    {
        var rule = System.Text.Json.Nodes.JsonNode.Parse(match)!.AsObject();
        rule["peers"] = new System.Text.Json.Nodes.JsonArray([.. peers.Select(peer => System.Text.Json.Nodes.JsonValue.Create(peer))]);
        var put = await node.Operator.Send("PUT", $"/v1/federation/sharing/{name}", rule.ToJsonString());
        Assert.True(put.Status == HttpStatusCode.OK, put.Text);
    }
}
