using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Data.Sqlite;
using Stigmem.Core.Peers;
using Microsoft.Extensions.DependencyInjection;
using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Core.Signatures;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Who becomes a peer, and whose tokens are believed.</summary>
public sealed class HandshakeTests
{
    /// <summary>F4.</summary>
    [Fact]
    public async Task A_token_serves_one_request()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var token = peer.Token(node, nonce: "once");
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, token)).Status);
        Refused(await LyingPeer.PullAsync(node, token), "nonce_already_seen");
        Refused(await LyingPeer.PullAsync(node, peer.Token(node, nonce: "once")), "nonce_already_seen");
        Refused(await LyingPeer.PullAsync(node, peer.Token(node, age: TimeSpan.FromHours(2))), "token_expired");
        Assert.Equal(2, (await node.Audited("replay_attempt")).Count);
        Assert.Equal("token_expired", Assert.Single(await node.Audited("rejected_token")).GetProperty("detail").Text("reason"));
    }

    /// <summary>F6.</summary>
    [Fact]
    public async Task A_peer_that_waits_for_approval_gets_nothing()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        Refused(await LyingPeer.PullAsync(node, peer.Token(node)), "peer_not_approved");
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, id, KeyFingerprint.OfKeyText(peer.Key.PublicKeyText))).Status);
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node))).Status);
    }

    /// <summary>F7.</summary>
    [Fact]
    public async Task A_wrong_fingerprint_approves_nobody()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        var refused = await ApproveAsync(node, id, "sha256:" + new string('0', 64));
        Assert.Equal((HttpStatusCode.BadRequest, "fingerprint mismatch"), (refused.Status, refused.Detail));
        Assert.Single(await node.Audited("peer_approval_failed"));
        Assert.Equal("pending_approval", await StatusOf(node));
        Refused(await LyingPeer.PullAsync(node, peer.Token(node)), "peer_not_approved");
    }

    /// <summary>F8: what was signed, or what the node itself says, differs from what was declared.</summary>
    [Theory]
    [InlineData("scopes")]
    [InlineData("signature")]
    [InlineData("signed_at")]
    [InlineData("discovered key")]
    [InlineData("discovered id")]
    [InlineData("silent")]
    public async Task A_tampered_declaration_is_rejected(string tampered)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        using var otherKey = new Ed25519Signer(new byte[32]);
        var declaration = peer.Declaration("public");
        switch (tampered)
        {
            case "scopes":
                declaration["allowed_scopes"] = new JsonArray("company", "public");
                break;
            case "signature":
                declaration["declaration_sig"] = Base64Url.Encode(otherKey.Sign([1]));
                break;
            case "signed_at":
                declaration["signed_at"] = "2026-01-01T00:00:00Z";
                break;
            case "discovered key":
                peer.ClaimedKey = otherKey.PublicKeyText;
                break;
            case "discovered id":
                peer.ClaimedId = "stigmem://elsewhere.example/node";
                break;
            default:
                await peer.FallSilentAsync();
                break;
        }
        var answer = await node.Operator.Send("POST", "/v1/federation/peers", declaration.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        Assert.Equal("rejected", answer["status"]);
        Assert.Single(await node.Audited("peer_rejected"));
        Refused(await LyingPeer.PullAsync(node, peer.Token(node)), "peer_not_approved");
    }

    private static Task<Http.Answer> ApproveAsync(FederatedNode node, string id, string fingerprint) =>
        node.Operator.Send("POST", $"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{fingerprint}}"}""");

    private static async Task<string?> StatusOf(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0].Text("status_detail");

    private static void Refused(Http.Answer answer, string detail) => Assert.Equal((HttpStatusCode.Unauthorized, detail), (answer.Status, answer.Detail));

    /// <summary>A node that was stopped while it asked the declared address must not refuse that name for ever.</summary>
    [Fact]
    public async Task A_declaration_that_was_never_judged_may_be_made_again()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var peers = node.Node.App.Services.GetRequiredService<PeerDirectory>();
        await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            peers.Put(session, new Peer
            {
                Id = Guid.CreateVersion7(),
                NodeId = peer.NodeId,
                NodeUrl = peer.Url,
                PublicKey = peer.Key.PublicKeyText,
                Scopes = PeerScopes.OfKnown(["public"]),
                Status = PeerStatus.PendingVerification,
                RegisteredMicroseconds = 1,
            });
            return true;
        });
        var again = await node.Operator.Send("POST", "/v1/federation/peers", peer.Declaration("public").ToJsonString());
        Assert.True(again.Status == HttpStatusCode.Created && again["status"] == "pending_approval", again.Text);
    }
}
