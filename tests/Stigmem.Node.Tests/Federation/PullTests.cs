using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What crosses between nodes by pulling, and what never does.</summary>
public sealed class PullTests
{
    /// <summary>F13, F15, F16, F17 and gardens: none of these reaches anybody who asks.</summary>
    [Fact]
    public async Task What_is_not_for_peers_is_never_served()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("MULTI_TENANT_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer, "relayed", "company", entity: "user:relayed").ToJsonString());
        await peer.JoinAsync(node, "company", "local", "public", "team");
        await node.Operator.Say("kept", scope: "local");
        await node.Operator.Say("ours", scope: "team");
        var first = await node.Operator.Say("open", scope: "public");
        var derived = await node.Operator.Say("derived", scope: "public", entity: "user:derived", more: $$""","derived_from":[{"fact_id":"{{first["id"]}}"}]""");
        Assert.True(derived.Status == HttpStatusCode.Created, derived.Text);
        using var other = await node.Node.ClientFor(new KeyGrant { EntityUri = "agent:other", Permissions = ["read", "write"], Tenant = "other" });
        await other.Say("theirs", scope: "public", source: "agent:other");
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:relayed")).Any());

        var page = await LyingPeer.PullAsync(node, peer.Token(node), "limit=500");
        Assert.Equal(["open"], page.Json.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("value").Text("v")!));
        var local = await LyingPeer.PullAsync(node, peer.Token(node), "scope=local");
        Assert.Equal((HttpStatusCode.Forbidden, "scope not permitted for this peer"), (local.Status, local.Detail));
        Assert.Single(await node.Audited("scope_violation"));
        var stored = (await node.Operator.List("entity=user:relayed"))[0];
        Assert.Equal(peer.NodeId, stored.Text("received_from"));
    }

    /// <summary>F23: each of these stops the reference for ever. Here the others arrive, and the cursor moves behind them all.</summary>
    [Fact]
    public async Task A_poisoned_page_stops_nobody()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var known = PeerFacts.Of(peer, "known", entity: "user:known").With("valid_until", "2040-01-01T00:00:00Z");
        var bad = new Dictionary<string, string>
        {
            ["cid_mismatch"] = PeerFacts.Of(peer).With("entity", "user:altered").ToJsonString(),
            ["hlc_skew"] = PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(900))).ToJsonString(),
            ["valid_until_extension"] = known.With("valid_until", null).ToJsonString(),
            ["quarantine_garden_required"] = PeerFacts.Of(peer, relation: "instruction:do").ToJsonString(),
            ["invalid_interpret_as"] = PeerFacts.Of(peer).With("value", new JsonObject { ["type"] = "string", ["v"] = "editor", ["interpret_as"] = "song" }).ToJsonString(),
            ["malformed_fact"] = PeerFacts.Of(peer).Without("source").ToJsonString(),
            ["invalid_confidence"] = PeerFacts.Of(peer).With("confidence", 1.5).ToJsonString(),
            ["invalid_scope"] = PeerFacts.Of(peer).With("scope", "galaxy").ToJsonString(),
            ["invalid_value"] = PeerFacts.Of(peer).With("value", new JsonObject { ["type"] = "song", ["v"] = "x" }).ToJsonString(),
            ["scope_not_permitted"] = PeerFacts.Of(peer, scope: "company").ToJsonString(),
            ["reserved_name"] = PeerFacts.Of(peer, relation: "stigmem:ttl").ToJsonString(),
            ["invalid_id"] = PeerFacts.Of(peer).With("id", "").ToJsonString(),
            ["invalid_time"] = PeerFacts.Of(peer).With("timestamp", "yesterday").ToJsonString(),
            ["invalid_hlc"] = PeerFacts.Of(peer).With("hlc", "x.y").ToJsonString(),
            ["id_conflict"] = PeerFacts.Of(peer, "other").With("id", known.Id()).ToJsonString(),
            ["no object"] = "7",
            ["half a surrogate"] = """{"\ud800":1,"id":"\udfff","entity":"\ud800"}""",
            ["null"] = "null",
        };
        peer.Facts.Enqueue(known.ToJsonString());
        foreach (var (name, json) in bad)
        {
            peer.Facts.Enqueue(PeerFacts.Of(peer, $"before {name}", entity: "user:good").ToJsonString());
            peer.Facts.Enqueue(json);
        }
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(peer.Asked.Contains($"c{peer.Facts.Count}")));

        Assert.Equal(bad.Count, (await node.Operator.List("entity=user:good&include_contradicted=true&limit=500")).Count);
        var named = bad.Keys.Except(["no object", "half a surrogate", "null"]).Concat(Enumerable.Repeat("malformed_fact", 3));
        Assert.Equal(named.Order(StringComparer.Ordinal), Letters(node).Order(StringComparer.Ordinal));
        Assert.Single(await node.Audited("federation_integrity_rejected"));
        Assert.Single(await node.Audited("peer_hlc_anomaly"));
        Assert.Single(await node.Audited("facts_accepted"));
    }

    /// <summary>F24: more facts in one millisecond than one digit counts.</summary>
    [Fact]
    public async Task All_facts_of_one_millisecond_arrive()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        var facts = string.Join(',', Enumerable.Range(0, 120).Select(i =>
            $$"""{"entity":"user:many","relation":"memory:n{{i}}","value":{"type":"number","v":{{i}}},"source":"agent:ada","scope":"public"}"""));
        var said = await a.Operator.Send("POST", "/v1/facts/batch", $"{{\"facts\":[{facts}]}}");
        Assert.True(said.Status == HttpStatusCode.OK, said.Text);
        var stamps = (await a.Operator.List("entity=user:many&limit=500")).Select(fact => fact.Text("hlc")!.Split('.')[0]).GroupBy(ms => ms);
        Assert.True(stamps.Max(same => same.Count()) >= 20, "the batch did not share a millisecond");
        await FederatedNode.Until(async () => (await b.Operator.List("entity=user:many&limit=500")).Count == 120);
    }

    /// <summary>A receiver takes only so much at once, and would ask for a larger page for ever.</summary>
    [Fact]
    public async Task A_page_ends_before_it_is_too_large()
    {
        const int facts = 160;
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var large = new string('a', 60_000);
        foreach (var half in Enumerable.Range(0, facts).Chunk(facts / 2))
        {
            var batch = string.Join(',', half.Select(i => $$"""{"entity":"user:large","relation":"memory:n{{i}}","value":{"type":"text","v":"{{large}}"},"source":"agent:ada","scope":"public"}"""));
            Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", "/v1/facts/batch", $"{{\"facts\":[{batch}]}}")).Status);
        }
        var first = await LyingPeer.PullAsync(node, peer.Token(node), "limit=500");
        Assert.True(first.Json.GetProperty("has_more").GetBoolean());
        var second = await LyingPeer.PullAsync(node, peer.Token(node), $"limit=500&cursor={first["cursor"]}");
        Assert.False(second.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal(facts, first.Json.GetProperty("facts").GetArrayLength() + second.Json.GetProperty("facts").GetArrayLength());
    }

    /// <summary>F25: a new peer brings its history; it is stored with this node's stamp, and that is reported.</summary>
    [Fact]
    public async Task Old_facts_come_in_and_are_reported()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var old = PeerFacts.Of(peer, "old").With("hlc", PeerFacts.Stamp(TimeSpan.FromDays(-40))).With("timestamp", "2026-01-01T00:00:00Z");
        peer.Facts.Enqueue(old.ToJsonString());
        peer.Facts.Enqueue(PeerFacts.Of(peer, "new", entity: "user:new").ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:new")).Any());
        Assert.Equal(["old"], await node.Operator.Says());
        var detail = Assert.Single(await node.Audited("peer_hlc_anomaly")).GetProperty("detail");
        Assert.Equal(("past", "accepted"), (detail.Text("direction"), detail.Text("action")));
        Assert.Empty(Letters(node));
    }

    /// <summary>The reasons of the letters that a node keeps.</summary>
    private static List<string> Letters(FederatedNode node)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var rows = lease.Session.Use(new Stigmem.Data.SqlText("SELECT reason FROM dead_letters"));
        List<string> reasons = [];
        while (rows.Step())
            reasons.Add(rows.GetString(0));
        return reasons;
    }
}
