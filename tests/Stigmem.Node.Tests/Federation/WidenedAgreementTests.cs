using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Scopes that open for a peer whose cursor has passed their facts.</summary>
public sealed partial class WidenedAgreementTests
{
    [Fact]
    public async Task A_node_that_is_registered_again_for_more_gets_what_was_said_before()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "company", "public");
        var narrow = await b.JoinAsync(a, "public");
        var early = await a.Operator.Say("early", scope: "company");
        await a.Operator.Say("last", scope: "public", entity: "user:last");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:last")).Any());
        Assert.Equal(HttpStatusCode.NoContent, (await a.Operator.Send("DELETE", $"/v1/federation/peers/{narrow}")).Status);
        await b.JoinAsync(a, "company", "public");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:x")).Any());
        Assert.Equal(a.NodeId, (await b.Operator.Fact(early["id"])).Text("received_from"));
    }

    [Fact]
    public async Task A_peer_that_declares_itself_again_for_more_gets_it_when_the_operator_approves()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, time);
        var id = await peer.JoinAsync(node, "public");
        await node.Operator.Say("early", scope: "company");
        await node.Operator.Say("last", scope: "public", entity: "user:last");
        var first = await LyingPeer.PullAsync(node, peer.Token(node), "limit=500");
        Assert.Equal("last", Assert.Single(first.Json.GetProperty("facts").EnumerateArray()).GetProperty("value").Text("v"));
        Assert.Equal("pending_approval", (await changing.DeclareAsync(node, peer.Key, "company", "public"))["status"]);
        var approved = await node.Operator.Send("POST", $"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(changing.Next.PublicKeyText)}}"}""");
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        var token = new PeerTokenMint(changing.Next).Mint(new PeerTokenClaims(
            peer.NodeId, node.NodeId, time.GetUtcNow().ToUnixTimeMilliseconds(), Guid.NewGuid().ToString(), ["company", "public"]));
        var second = await LyingPeer.PullAsync(node, token, $"limit=500&cursor={first["cursor"]}");
        Assert.Equal("early", Assert.Single(second.Json.GetProperty("facts").EnumerateArray()).GetProperty("value").Text("v"));
    }

    [Fact]
    public async Task Reading_again_is_paged_goes_on_behind_and_ends()
    {
        await using var node = await StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        var first = await peer.PullAsync(node, scopes: "public");
        Assert.Equal(["0", "2", "4"], first.Values);
        await node.Operator.Say("6", scope: "company");
        var half = await peer.PageAsync(node, first.Cursor, 2);
        Assert.Equal(["1", "3"], half.Values);
        var second = await peer.PullAsync(node, half.Cursor, limit: 2);
        Assert.Equal(["5", "6"], second.Values);
        var third = await peer.PullAsync(node, second.Cursor);
        Assert.Empty(third.Values);
        Assert.Equal(second.Cursor, third.Cursor);
    }

    [Fact]
    public async Task A_scope_that_closes_in_between_is_read_again_when_it_opens()
    {
        await using var node = await StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        var first = await peer.PullAsync(node, limit: 500, scopes: "public");
        // Opened, closed while it is read again, and opened once more.
        var half = await peer.PageAsync(node, first.Cursor, 1);
        Assert.Equal(["1"], half.Values);
        var closed = await peer.PullAsync(node, half.Cursor, scopes: "public");
        Assert.Empty(closed.Values);
        Assert.Equal(["1", "3", "5"], (await peer.PullAsync(node, closed.Cursor)).Values);
    }

    [Fact]
    public async Task A_rule_that_ends_and_a_scope_that_opens_are_read_again_together()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await node.Operator.Send("PUT", "/v1/federation/sharing/hold", """{"entity_prefix":"project:","peers":[]}""");
        await node.Operator.Say("ruled", scope: "public", entity: "project:1");
        await node.Operator.Say("closed", scope: "company");
        await node.Operator.Say("open", scope: "public");
        var first = await peer.PullAsync(node, scopes: "public");
        Assert.Equal(["open"], first.Values);
        await node.Operator.Send("DELETE", "/v1/federation/sharing/hold");
        Assert.Equal(["ruled", "closed"], (await peer.PullAsync(node, first.Cursor)).Values);
    }

    [Fact]
    public async Task A_cursor_that_names_no_scopes_goes_on_and_names_them_from_then()
    {
        await using var node = await StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        var old = ScopesPart().Replace((await peer.PullAsync(node, scopes: "public")).Cursor, "");
        var second = await peer.PullAsync(node, old, scopes: "public");
        Assert.Empty(second.Values);
        Assert.Equal(["1", "3", "5"], (await peer.PullAsync(node, second.Cursor)).Values);
        Assert.Empty((await peer.PullAsync(node, old)).Values);
        var ahead = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var stamped = await peer.PullAsync(node, $"{ahead}.0", scopes: "public");
        Assert.Empty(stamped.Values);
        Assert.Equal(["1", "3", "5"], (await peer.PullAsync(node, stamped.Cursor)).Values);
    }

    [Fact]
    public async Task A_made_up_cursor_opens_nothing()
    {
        await using var node = await StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        foreach (var cursor in (string[])["s0-p15", "s0-p15-u9999-f0-w0", "s0-g9-p0-u9999-f0-w0", "s9999-p0", "s3-p0-u3-f0-w0"])
            Assert.DoesNotContain((await peer.PullAsync(node, cursor, scopes: "public")).Values, value => value is "1" or "3" or "5");
        foreach (var cursor in (string[])["s1-p16", "s1-p-1", "s1-p", "p1", "s1-w1", "s1-u2-f1-w16", "s1-p1-g1", "s1-p1-p1", "s1-f1"])
            Assert.Equal("invalid_cursor", (await peer.Get(node, $"/v1/federation/facts?cursor={cursor}")).Detail);
    }

    [Fact]
    public async Task Pushing_sends_what_was_said_before_the_scope_opened()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        var peer = await taker.JoinAsync(node);
        await PutAsync(peer, "public");
        await node.Operator.Say("early", scope: "company", source: node.NodeId);
        await node.Operator.Say("free", scope: "public", source: node.NodeId);
        await taker.RoundAsync(node);
        Assert.Equal(["free"], taker.Values);
        await PutAsync(peer, "company", "public");
        await taker.RoundAsync(node);
        await taker.RoundAsync(node);
        Assert.Equal(["free", "early"], taker.Values);

        Task PutAsync(Node.Federation.Peers.Peer known, params string[] scopes) => node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            node.Node.App.Services.GetRequiredService<PeerDirectory>().Put(session, known with { Scopes = PeerScopes.OfKnown(scopes) });
            return true;
        });
    }

    [GeneratedRegex("-p[0-9]+")]
    private static partial Regex ScopesPart();

    /// <summary>A node with 0, 2 and 4 said publicly, and 1, 3 and 5 in the company.</summary>
    private static async Task<FederatedNode> StartAsync()
    {
        var node = await FederatedNode.StartAsync();
        for (var i = 0; i < 6; i++)
            await node.Operator.Say($"{i}", scope: i % 2 == 0 ? "public" : "company", entity: $"user:{i}");
        return node;
    }
}
