using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts that a peer hands over unasked.</summary>
public sealed class PushTests
{
    private static readonly (string, string) On = ("FEDERATION_PUSH_ENABLED", "true");

    [Fact]
    public async Task What_is_pushed_is_stored_and_comes_again_as_accepted()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var fact = PeerFacts.Of(peer);
        var pushed = await peer.PushAsync(node, fact, fact);
        Assert.Equal(HttpStatusCode.Accepted, pushed.Status);
        Result(pushed, 2, 0);
        Result(await peer.PushAsync(node, fact), 1, 0);
        Assert.Equal(peer.NodeId, (await node.Operator.Fact(fact.Id())).Text("received_from"));
        Assert.Equal([peer.NodeId], await node.Operator.Says($"entity={fact.Id()}&relation=stigmem:received_from"));
        Assert.Single(await node.Audited("facts_accepted"));
    }

    /// <summary>F20.</summary>
    [Fact]
    public async Task A_node_that_does_not_take_pushes_says_so()
    {
        await using var off = await FederatedNode.StartAsync();
        await using var on = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        var refused = await peer.PushAsync(off, PeerFacts.Of(peer));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "push replication not enabled on this node"), (refused.Status, refused.Detail));
        Assert.Equal("", await Endpoint(off));
        Assert.Equal("/v1/federation/facts/push", await Endpoint(on));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_taken()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        using var nobody = node.Node.Anonymous();
        var refused = await nobody.Send("POST", "/v1/federation/facts/push", """{"facts":[]}""");
        Assert.Equal((HttpStatusCode.Unauthorized, "peer token or X-Stigmem-Capability header required"), (refused.Status, refused.Detail));
    }

    [Fact]
    public async Task A_node_that_does_not_federate_takes_and_serves_nothing()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("FEDERATION_ENABLED", "false"));
        await using var peer = await LyingPeer.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await peer.PushAsync(node, PeerFacts.Of(peer))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await LyingPeer.PullAsync(node, peer.Token(node))).Status);
    }

    /// <summary>F2.</summary>
    [Fact]
    public async Task A_scope_that_was_not_agreed_on_is_refused()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var fact = PeerFacts.Of(peer, scope: "company");
        Result(await peer.PushAsync(node, fact), 0, 1, "scope_not_permitted");
        var audited = Assert.Single(await node.Audited("scope_violation")).GetProperty("detail");
        Assert.Equal((fact.Id(), "company"), (audited.Text("fact_id"), audited.Text("scope")));
        await IsNotStored(node, fact);
    }

    /// <summary>F3.</summary>
    [Fact]
    public async Task A_source_that_is_not_the_peer_is_refused()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var forged = PeerFacts.Of(peer, source: "agent:somebody");
        var own = PeerFacts.Of(peer, "own");
        Result(await peer.PushAsync(node, forged, own), 1, 1, "source_not_owned");
        var audited = Assert.Single(await node.Audited("rejected_fact")).GetProperty("detail");
        Assert.Equal(
            ("source_not_owned", forged.Id(), "agent:somebody", peer.NodeId),
            (audited.Text("reason"), audited.Text("fact_id"), audited.Text("source"), audited.Text("peer_node_id")));
        await IsNotStored(node, forged);
    }

    /// <summary>F9, F10 and more: each is refused by itself, with the word that the reference has for it.</summary>
    [Fact]
    public async Task Each_fact_is_judged_by_itself()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        (JsonObject Fact, string Error)[] bad =
        [
            (PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(900))), "hlc_skew"),
            (PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromDays(-40))), "hlc_skew"),
            (PeerFacts.Of(peer).With("value", new JsonObject { ["type"] = "string", ["v"] = "altered" }), "cid_mismatch"),
            (PeerFacts.Of(peer).With("cid", "sha256:none"), "cid_mismatch"),
            (PeerFacts.Of(peer).With("id", "7"), "invalid_id"),
            (PeerFacts.Of(peer).With("id", Guid.NewGuid().ToString().ToUpperInvariant()), "invalid_id"),
            (PeerFacts.Of(peer).With("confidence", 2), "ingest_error"),
            (PeerFacts.Of(peer).Without("entity"), "ingest_error"),
            (PeerFacts.Of(peer, relation: "stigmem:ttl"), "ingest_error"),
        ];
        var good = PeerFacts.Of(peer, "good", entity: "user:good");
        var answer = await peer.PushAsync(node, [.. bad.Select(one => one.Fact), good]);
        Result(answer, 1, bad.Length, [.. bad.Select(one => one.Error)]);
        Assert.Equal(bad.Select(one => one.Fact.Id()), answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.Text("fact_id")!));
        Assert.Equal(["good"], await node.Operator.Says("source=" + peer.NodeId));
        var anomalies = await node.Audited("peer_hlc_anomaly");
        Assert.Equal(["past", "future"], anomalies.Select(anomaly => anomaly.GetProperty("detail").Text("direction")!));
        Assert.Equal(2, (await node.Audited("federation_integrity_rejected")).Count);
    }

    /// <summary>F11. Stored is an end; what comes again may not move it out.</summary>
    [Theory]
    [InlineData("2040-01-01T00:00:00Z", "2041-01-01T00:00:00Z", true)]
    [InlineData("2040-01-01T00:00:00Z", null, true)]
    [InlineData("2040-01-01T00:00:00Z", "2039-01-01T00:00:00Z", false)]
    [InlineData("2040-01-01T00:00:00Z", "2040-01-01T02:00:00+02:00", false)]
    [InlineData(null, "2039-01-01T00:00:00Z", false)]
    public async Task A_known_fact_does_not_live_longer(string? stored, string? incoming, bool isRefused)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var fact = PeerFacts.Of(peer).With("valid_until", stored);
        Result(await peer.PushAsync(node, fact), 1, 0);
        var again = await peer.PushAsync(node, fact.With("valid_until", incoming));
        Result(again, isRefused ? 0 : 1, isRefused ? 1 : 0, isRefused ? ["ingest_error"] : []);
        Assert.Equal(isRefused ? 1 : 0, (await node.Audited("federation_valid_until_extension_rejected")).Count);
        Assert.Equal(stored?[..10], (await node.Operator.Fact(fact.Id())).Text("valid_until")?[..10]);
    }

    /// <summary>F12.</summary>
    [Fact]
    public async Task An_instruction_is_held_back_where_there_is_a_garden_for_it()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("QUARANTINE_GARDEN_ID", "held"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var fact = PeerFacts.Of(peer, relation: "instruction:do");
        Result(await peer.PushAsync(node, fact), 0, 1, "ingest_error");
        var garden = await node.Operator.Send("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}""");
        Assert.True(garden.Status == HttpStatusCode.Created, garden.Text);
        Result(await peer.PushAsync(node, fact), 1, 0);
        Assert.Empty(await node.Operator.Says("relation=instruction:do"));
        var held = await node.Operator.Send("GET", "/v1/quarantine");
        Assert.Contains(fact.Id(), held.Text, StringComparison.Ordinal);
        Assert.Contains("instruction_federation_inbound", held.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_facts_and_other_shapes_are_refused_as_a_whole()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        using var client = node.Node.Anonymous();
        foreach (var body in new[] { $"{{\"facts\":[{string.Join(',', Enumerable.Repeat("{}", 501))}]}}", "{}", "[]", """{"facts":{}}""", """{"facts":[1]}""", "" })
        {
            var answer = await client.Send("POST", "/v1/federation/facts/push", body, ("Authorization", $"Bearer {peer.Token(node)}"));
            Assert.True((int)answer.Status == 422, answer.Text);
        }
    }

    /// <summary>A fact of another tenant that has the same id must not stop the ones beside it.</summary>
    [Fact]
    public async Task An_id_that_another_tenant_has_is_taken()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On, ("MULTI_TENANT_ENABLED", "true"));
        using var other = await node.Node.ClientFor(new KeyGrant { EntityUri = "agent:other", Permissions = ["read", "write"], Tenant = "other" });
        var taken = await other.Say("theirs", source: "agent:other");
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        Result(await peer.PushAsync(node, PeerFacts.Of(peer).With("id", taken["id"]), PeerFacts.Of(peer, "good")), 1, 1, "ingest_error");
    }

    private static void Result(Http.Answer answer, int accepted, int rejected, params string[] errors)
    {
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
        Assert.Equal((accepted, rejected), (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal(errors, answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.Text("error")!));
    }

    private static async Task IsNotStored(FederatedNode node, JsonObject fact) =>
        Assert.Equal(HttpStatusCode.NotFound, (await node.Operator.Send("GET", $"/v1/facts/{fact.Id()}")).Status);

    private static async Task<string?> Endpoint(FederatedNode node)
    {
        using var client = node.Node.Anonymous();
        return (await client.Send("GET", "/.well-known/stigmem")).Json.GetProperty("federation_endpoints").GetProperty("push").ToString();
    }
}
