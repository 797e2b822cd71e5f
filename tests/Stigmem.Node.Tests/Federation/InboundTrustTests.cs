using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Manifests;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What the word of a peer is worth: resolutions, delegated sources, manifests, history.</summary>
public sealed class InboundTrustTests
{
    private static readonly (string, string) On = ("FEDERATION_PUSH_ENABLED", "true");

    [Fact]
    public async Task A_resolution_on_one_node_closes_the_conflict_on_the_other()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        var winner = await a.Operator.Say("editor", scope: "public");
        await b.Operator.Say("author", scope: "public", source: "agent:bob");
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        foreach (var node in (FederatedNode[])[a, b])
            await FederatedNode.Until(async () => (await ConflictsAsync(node, "unresolved")).Count == 1);
        var id = (await ConflictsAsync(a, "unresolved"))[0];
        var resolved = await a.Operator.Send("POST", $"/v1/conflicts/{id}/resolve", $$"""{"winning_fact_id":"{{winner["id"]}}"}""");
        Assert.Equal(HttpStatusCode.OK, resolved.Status);
        await FederatedNode.Until(async () => (await ConflictsAsync(b, "resolved")).Count == 1);
        Assert.Equal([id], await ConflictsAsync(b, "resolved"));
        Assert.Equal(["editor"], await b.Operator.Says());
    }

    [Theory]
    [InlineData("public", "memory:role", true)]
    [InlineData("company", "memory:role", false)]
    [InlineData("public", "memory:other", false)]
    public async Task A_resolution_that_comes_first_settles_the_conflict_it_is_about(string scope, string relation, bool settles)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "company", "public");
        var ours = await node.Operator.Say("author", scope: "public");
        var theirs = PeerFacts.Of(peer);
        var conflict = Contradiction.ConflictId(Guid.Parse(ours["id"]!), Guid.Parse(theirs.Id()));
        var resolution = PeerFacts.Of(peer, scope: scope, entity: $"stigmem:resolution:{conflict}", relation: relation);
        Assert.Equal(2, (await peer.PushAsync(node, resolution, theirs)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(settles ? ["editor"] : [], await node.Operator.Says());
        Assert.Equal(settles ? [conflict] : [], await ConflictsAsync(node, "resolved"));
    }

    /// <summary>The retraction came while the fact was held; letting the fact in must not bring back what its author took back.</summary>
    [Fact]
    public async Task A_fact_that_is_let_in_finds_the_retraction_that_came_before_it()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("QUARANTINE_GARDEN_ID", "held"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}""");
        var retraction = PeerFacts.Of(peer, "retracted").With("confidence", 0.0).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-5))).With("cid", null);
        var held = PeerFacts.Of(peer).With("value", new JsonObject { ["type"] = "string", ["v"] = "editor", ["interpret_as"] = "instruction" })
            .With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(-10)));
        Assert.Equal(2, (await peer.PushAsync(node, retraction, held)).Json.GetProperty("accepted").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/quarantine/{held.Id()}/admit")).Status);
        Assert.Empty(await node.Operator.Says());
        Assert.Equal("retracted", (await node.Operator.Fact(held.Id())).Text("state"));
    }

    [Fact]
    public async Task A_peer_speaks_for_the_entities_of_its_manifest()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var (delegated, other) = (PeerFacts.Of(peer, source: "agent:delegate"), PeerFacts.Of(peer, source: "agent:other"));
        Assert.Equal(1, (await peer.PushAsync(node, delegated)).Json.GetProperty("rejected").GetInt32());
        peer.Manifest = Organisation.Json(ManifestOf(peer, peer.NodeId, "agent:delegate"));
        await node.Node.App.Services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        Assert.Single(await node.Audited("tl_proof_verified"));
        var pushed = (await peer.PushAsync(node, delegated, other)).Json;
        Assert.Equal((1, 1), (pushed.GetProperty("accepted").GetInt32(), pushed.GetProperty("rejected").GetInt32()));
        Assert.Equal("source_not_owned", pushed.GetProperty("errors")[0].Text("error"));
    }

    [Fact]
    public async Task A_manifest_that_does_not_speak_for_the_peer_is_not_taken()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        peer.Manifest = Organisation.Json(ManifestOf(peer, "agent:delegate"));
        await node.Node.App.Services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        Assert.Single(await node.Audited("manifest_refresh_failed"));
        Assert.Equal("accepted_with_warning", Assert.Single(await node.Audited("tl_proof_missing")).GetProperty("detail").Text("action"));
        Assert.Equal(1, (await peer.PushAsync(node, PeerFacts.Of(peer, source: "agent:delegate"))).Json.GetProperty("rejected").GetInt32());
    }

    [Fact]
    public async Task A_strict_node_waits_for_a_peer_whose_manifest_is_in_no_log()
    {
        using var own = new Organisation("https://own.example", 7);
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("TRUST_MODE", "strict"), ("NODE_PRIVATE_KEY", own.SeedText));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var manifests = node.Node.App.Services.GetRequiredService<PeerManifests>();
        await manifests.RunOnceAsync(default);
        Assert.Equal("pending_tl_proof", await StatusAsync(node));
        Assert.Equal("peer_not_approved", (await LyingPeer.PullAsync(node, peer.Token(node))).Detail);
        peer.Manifest = Organisation.Json(ManifestOf(peer, peer.NodeId));
        time.Advance(TimeSpan.FromHours(1));
        await manifests.RunOnceAsync(default);
        await FederatedNode.Until(async () => await StatusAsync(node) == "active");
    }

    [Fact]
    public async Task Manifest_and_history_raise_the_trust_in_a_source()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        // Identity 0.1 x 0.35, history 0.5 x 0.30, scope 0.5 x 0.25, attestation 0.2 x 0.10.
        Assert.Equal(0.33, await TrustAsync(node, peer), 9);
        await peer.PushAsync(node, [.. Enumerable.Range(0, 100).Select(i => PeerFacts.Of(peer, relation: $"memory:n{i}"))]);
        Assert.Equal(0.48, await TrustAsync(node, peer), 9);
        peer.Manifest = Organisation.Json(ManifestOf(peer, peer.NodeId));
        await node.Node.App.Services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        Assert.Equal(0.795, await TrustAsync(node, peer), 9);
    }

    private static Task<double> TrustAsync(FederatedNode node, LyingPeer peer)
    {
        var services = node.Node.App.Services;
        var registered = services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
        var terms = services.GetRequiredService<PeerTerms>().Pulled(registered);
        return services.GetRequiredService<SqlEngine>().WriteAsync(
            session => services.GetRequiredService<InboundTrust>().OfPage(session, terms)(peer.NodeId, FactScope.Public));
    }

    internal static OrgManifest ManifestOf(LyingPeer peer, params string[] entities)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000;
        return new OrgManifest
        {
            EntityUri = peer.Url,
            KeyId = ManifestKeys.IdOf(peer.Key),
            PublicKey = peer.Key.PublicKeyText,
            IssuedAt = Instants.Format(now),
            ExpiresAt = Instants.Format(now + (long)TimeSpan.FromDays(30).TotalMicroseconds),
            Entities = entities,
        }.Sign(peer.Key);
    }

    private static async Task<List<string?>> ConflictsAsync(FederatedNode node, string status) =>
        [.. (await node.Operator.Send("GET", $"/v1/conflicts?status={status}")).Json.GetProperty("conflicts").EnumerateArray().Select(one => one.Text("conflict_id"))];

    private static async Task<string?> StatusAsync(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0].Text("status_detail");
}
