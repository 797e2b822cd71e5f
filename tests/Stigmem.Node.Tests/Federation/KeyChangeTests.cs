using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer whose key has changed, and a node that changes its own.</summary>
public sealed class KeyChangeTests
{
    private readonly FakeTime _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task The_old_key_vouches_for_the_new_and_both_hold_for_a_day()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        var id = await peer.JoinAsync(node, "public");
        Refused(await changing.PullAsync(node, changing.Next));
        Assert.Equal("invalid_signature", Assert.Single(await node.Audited("rejected_token")).GetProperty("detail").Text("reason"));

        var declared = await changing.DeclareAsync(node, peer.Key, "public");
        Assert.Equal((HttpStatusCode.Created, "active", id), (declared.Status, declared["status"], declared["peer_id"]));
        Assert.Equal("previous_key", Assert.Single(await node.Audited("peer_key_changed")).GetProperty("detail").Text("proof"));
        Assert.Equal(KeyFingerprint.OfKeyText(changing.Next.PublicKeyText), (await PeerAsync(node)).Text("pubkey_fingerprint"));
        await BothHoldForADay(node, peer, changing);
    }

    [Fact]
    public async Task A_change_outlives_a_restart()
    {
        using var folder = new TempFolder();
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        await using (var node = await FederatedNode.StartAsync(_time, folder.File("a.db")))
        {
            await peer.JoinAsync(node, "public");
            Assert.Equal("active", (await changing.DeclareAsync(node, peer.Key, "public"))["status"]);
        }
        await using var again = await FederatedNode.StartAsync(_time, folder.File("a.db"));
        await BothHoldForADay(again, peer, changing);
    }

    [Theory]
    [InlineData(true, "public")]
    [InlineData(false, "company", "public")]
    public async Task A_key_that_nothing_vouches_for_or_that_wants_more_waits_for_the_operator(bool isStranger, params string[] scopes)
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        using var stranger = new Ed25519Signer(RandomNumberGenerator.GetBytes(32));
        var id = await peer.JoinAsync(node, "public");
        Assert.Equal("pending_approval", (await changing.DeclareAsync(node, isStranger ? stranger : peer.Key, scopes))["status"]);
        Refused(await changing.PullAsync(node, changing.Next));
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, peer.Key)).Status);
        var waiting = KeyFingerprint.OfKeyText(changing.Next.PublicKeyText);
        Assert.Equal(("active", waiting), ((await PeerAsync(node)).Text("status_detail"), (await PeerAsync(node)).Text("next_pubkey_fingerprint")));

        var wrong = await ApproveAsync(node, id, KeyFingerprint.OfKeyText(peer.Key.PublicKeyText));
        Assert.Equal((HttpStatusCode.BadRequest, "fingerprint mismatch"), (wrong.Status, wrong.Detail));
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, id, waiting)).Status);
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, changing.Next)).Status);
        Assert.Equal(isStranger ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, (await changing.PullAsync(node, peer.Key)).Status);
        Assert.Equal(scopes, (await PeerAsync(node)).GetProperty("allowed_scopes").EnumerateArray().Select(scope => scope.GetString()!));
    }

    [Fact]
    public async Task What_waits_is_shown_whole_in_the_list_and_in_the_audit()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        var id = await peer.JoinAsync(node, "public");
        var before = (await PeerAsync(node)).Text("declaration_digest");
        await changing.DeclareAsync(node, peer.Key, "company", "public");
        var listed = await PeerAsync(node);
        Assert.Equal(peer.Url, listed.Text("next_node_url"));
        Assert.Equal(["company", "public"], listed.GetProperty("next_allowed_scopes").EnumerateArray().Select(scope => scope.GetString()!));
        Assert.NotEqual(before, listed.Text("declaration_digest"));
        var declared = Assert.Single(await node.Audited("peer_key_declared")).GetProperty("detail");
        Assert.Equal((peer.Url, "company,public"), (declared.Text("node_url"), declared.Text("allowed_scopes")));

        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, id, KeyFingerprint.OfKeyText(changing.Next.PublicKeyText), listed.Text("declaration_digest"))).Status);
        var approved = Assert.Single(await node.Audited("peer_key_changed")).GetProperty("detail");
        Assert.Equal((peer.Url, "company,public"), (approved.Text("node_url"), approved.Text("allowed_scopes")));
        Assert.Equal(KeyFingerprint.OfKeyText(changing.Next.PublicKeyText), approved.Text("fingerprint"));
    }

    [Fact]
    public async Task What_the_operator_has_not_seen_is_not_approved()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        var id = await peer.JoinAsync(node, "public");
        await changing.DeclareAsync(node, null, "public");
        var seen = (await PeerAsync(node)).Text("declaration_digest");
        var key = KeyFingerprint.OfKeyText(changing.Next.PublicKeyText);
        // The same key wants more than the operator looked at.
        await changing.DeclareAsync(node, null, "company", "public", "team");
        var refused = await ApproveAsync(node, id, key, seen);
        Assert.Equal((HttpStatusCode.Conflict, "declaration_changed"), (refused.Status, refused.Detail));
        Assert.Equal("declaration_changed", Assert.Single(await node.Audited("peer_approval_failed")).GetProperty("detail").Text("reason"));
        Assert.Equal(["public"], (await PeerAsync(node)).GetProperty("allowed_scopes").EnumerateArray().Select(scope => scope.GetString()!));
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, id, key, (await PeerAsync(node)).Text("declaration_digest"))).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_has_changed_its_software_is_served_as_what_it_is_now(bool isProven)
    {
        using var folder = new TempFolder();
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        await using (var node = await FederatedNode.StartAsync(_time, folder.File("a.db")))
        {
            await peer.JoinAsync(node, "public");
            Assert.False(IsOwnKind(node, peer));
            peer.Discovery = $$"""{"software":{"name":"stigmem.net"},"node_id":"{{peer.NodeId}}","federation_pubkey":"{{changing.Next.PublicKeyText}}"}""";
            await changing.DeclareAsync(node, isProven ? peer.Key : null, "public");
            Assert.Equal(isProven, IsOwnKind(node, peer));
        }
        await using var again = await FederatedNode.StartAsync(_time, folder.File("a.db"));
        var known = (await PeerAsync(again)).Text("peer_id")!;
        if (!isProven)
            Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(again, known, KeyFingerprint.OfKeyText(changing.Next.PublicKeyText))).Status);
        Assert.True(IsOwnKind(again, peer));
    }

    [Fact]
    public async Task The_operator_can_turn_a_key_down_and_the_peer_stays_what_it_was()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        var id = await peer.JoinAsync(node, "public");
        await changing.DeclareAsync(node, null, "public");
        Assert.Equal("active", (await node.Operator.Send("POST", $"/v1/federation/peers/{id}/reject"))["status"]);
        Assert.False((await PeerAsync(node)).TryGetProperty("next_pubkey_fingerprint", out _));
        Assert.Equal(HttpStatusCode.Conflict, (await ApproveAsync(node, id, KeyFingerprint.OfKeyText(changing.Next.PublicKeyText))).Status);
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, peer.Key)).Status);
    }

    [Fact]
    public async Task A_declaration_that_does_not_hold_changes_nothing()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        await peer.JoinAsync(node, "public");
        peer.ClaimedId = "stigmem://elsewhere.example/node";
        var declared = await changing.DeclareAsync(node, peer.Key, "public");
        Assert.Equal(("rejected", "node_id_mismatch"), (declared["status"], declared["reason"]));
        Assert.Single(await node.Audited("peer_key_refused"));
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, peer.Key)).Status);
        var same = await node.Operator.Send("POST", "/v1/federation/peers", peer.Declaration("public").ToJsonString());
        Assert.Equal((HttpStatusCode.Conflict, "peer already registered (status=active)"), (same.Status, same.Detail));
    }

    [Fact]
    public async Task The_changes_of_keys_of_its_manifest_vouch_for_a_peer()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        using var changing = new ChangingPeer(peer, _time);
        await peer.JoinAsync(node, "public");
        var now = Instants.Format(_time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        peer.Manifest = Organisation.Json(new OrgManifest
        {
            EntityUri = peer.Url,
            KeyId = ManifestKeys.IdOf(changing.Next),
            PublicKey = changing.Next.PublicKeyText,
            IssuedAt = now,
            ExpiresAt = Instants.Format(_time.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds() * 1_000),
            Entities = [peer.Url, peer.NodeId],
            RotationEvents = [RotationEvent.Create(peer.Key, changing.Next, now)],
        }.Sign(changing.Next));
        Assert.Equal("active", (await changing.DeclareAsync(node, null, "public"))["status"]);
        Assert.Equal("manifest", Assert.Single(await node.Audited("peer_key_changed")).GetProperty("detail").Text("proof"));
    }

    /// <summary>The peer knows only the old key until it is told; facts go on arriving on both sides.</summary>
    [Fact]
    public async Task A_node_that_has_changed_its_key_goes_on_pulling()
    {
        using var folder = new TempFolder();
        await using var other = await FederatedNode.StartAsync();
        string before;
        await using (var node = await FederatedNode.StartAsync(folder.File("a.db")))
        {
            await node.JoinAsync(other, "public");
            await other.JoinAsync(node, "public");
            before = node.NodeId;
        }
        FederationKey.Rotate(folder.File("a.db"), DateTimeOffset.UtcNow);
        await using var again = await FederatedNode.StartAsync(folder.File("a.db"));
        Assert.Equal(before, again.NodeId);
        await other.Operator.Say("editor", scope: "public");
        await FederatedNode.Until(async () => (await again.Operator.Says()).Any());
        Assert.NotEmpty(await other.Audited("rejected_token"));
    }

    private async Task BothHoldForADay(FederatedNode node, LyingPeer peer, ChangingPeer changing)
    {
        foreach (var key in new[] { peer.Key, changing.Next })
            Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, key)).Status);
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, peer.Key)).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        Refused(await changing.PullAsync(node, peer.Key));
        Assert.Equal(HttpStatusCode.OK, (await changing.PullAsync(node, changing.Next)).Status);
    }

    private static Task<Http.Answer> ApproveAsync(FederatedNode node, string id, string fingerprint, string? digest = null) => node.Operator.Send(
        "POST", $"/v1/federation/peers/{id}/approve", $$"""{"declaration_digest":{{(digest is null ? "null" : $"\"{digest}\"")}},"pubkey_fingerprint":"{{fingerprint}}"}""");

    private static bool IsOwnKind(FederatedNode node, LyingPeer peer) => node.Node.App.Services.GetRequiredService<PeerDirectory>().Current[peer.NodeId].IsOwnKind;

    private static async Task<System.Text.Json.JsonElement> PeerAsync(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0];

    private static void Refused(Http.Answer answer) => Assert.Equal((HttpStatusCode.Unauthorized, "invalid_signature"), (answer.Status, answer.Detail));
}
