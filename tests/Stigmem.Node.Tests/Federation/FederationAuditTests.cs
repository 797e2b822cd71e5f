using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Reading what happened with peers.</summary>
public sealed class FederationAuditTests
{
    [Fact]
    public async Task Pages_neither_skip_nor_repeat()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        for (var i = 0; i < 5; i++)
            await peer.PushAsync(node, PeerFacts.Of(peer, scope: "company"), PeerFacts.Of(peer, source: "agent:other"));
        var all = (await node.Operator.Send("GET", "/v1/federation/audit?limit=500")).Json;
        Assert.False(all.GetProperty("has_more").GetBoolean());
        var expected = all.GetProperty("entries").EnumerateArray().Select(entry => entry.Text("id")).ToList();
        List<string?> walked = [];
        var cursor = "";
        while (true)
        {
            var page = (await node.Operator.Send("GET", $"/v1/federation/audit?limit=3{cursor}")).Json;
            walked.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.Text("id")));
            if (!page.GetProperty("has_more").GetBoolean())
                break;
            cursor = $"&cursor={Uri.EscapeDataString(page.Text("cursor")!)}";
        }
        Assert.Equal(expected, walked);
        Assert.Equal(5, (await node.Audited("scope_violation")).Count);
        var ofPeer = (await node.Operator.Send("GET", $"/v1/federation/audit?peer_id={id}")).Json.GetProperty("entries");
        Assert.All(ofPeer.EnumerateArray(), entry => Assert.Equal(id, entry.Text("peer_id")));
        Assert.Equal(expected.Count, ofPeer.GetArrayLength());
    }

    [Fact]
    public async Task What_became_of_capability_tokens_and_manifests_is_shown()
    {
        using var key = new Organisation("https://unused.example", 1);
        await using var node = await FederatedNode.StartAsync(null, ("NODE_PRIVATE_KEY", key.SeedText), ("MANIFEST_ENTITIES", "agent:bot"));
        using var organisation = await node.Node.ClientFor(node.Url, "read", "write");
        const string tokens = "/v1/federation/capability-tokens";
        var issued = await organisation.Send("POST", tokens, $$"""{"issuer":"{{node.Url}}","subject":"agent:bot","verb":"write","object":"stigmem://facts"}""");
        await organisation.Send("POST", $"{tokens}/{issued["token_id"]}/revoke", "{}");
        using var stranger = new Organisation("https://stranger.example", 2);
        Assert.Equal(422, (int)(await node.Operator.Send("PUT", "/v1/federation/manifest", Organisation.Json(stranger.Manifest(lifeDays: -1)))).Status);
        foreach (var type in (string[])["capability_issued", "capability_revoked", "manifest_rejected"])
            Assert.Single(await node.Audited(type));
    }

    /// <summary>The condition of an index serves a query only while both read the same.</summary>
    [Fact]
    public async Task What_callers_do_by_the_thousand_is_not_walked_through()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("AUDIT_READS", "all"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        for (var i = 0; i < 20; i++)
            await node.Operator.Send("GET", "/v1/facts");
        await FederatedNode.Until(() => Task.FromResult(Count(node, "audit_events") >= 20));
        Assert.Single(await node.Audited("peer_approved"));
        Assert.Empty(await node.Audited("fact_read"));
        Assert.InRange(Count(node, "audit_events INDEXED BY audit_events_but_traffic WHERE event_type NOT IN ('fact_read', 'fact_batch', 'access_denied', 'authentication_failed', 'quota_breach')"), 3, 10);
    }

    private static long Count(FederatedNode node, string rows)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        return long.Parse(lease.Session.Scalar($"SELECT count(*) FROM {rows}")!, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Other_events_are_not_shown_and_others_may_not_ask()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reader = await node.Node.ClientFor("agent:reader", "read", "write");
        await reader.Say("editor", source: "agent:reader");
        var refused = await reader.Send("GET", "/v1/federation/audit");
        Assert.Equal((HttpStatusCode.Forbidden, "federate permission required"), (refused.Status, refused.Detail));
        Assert.Equal(0, (await node.Operator.Send("GET", "/v1/federation/audit")).Json.GetProperty("entries").GetArrayLength());
        Assert.Empty(await node.Audited("fact_write"));
        Assert.Empty(await node.Audited("access_denied"));
        Assert.Equal(422, (int)(await node.Operator.Send("GET", "/v1/federation/audit?limit=0")).Status);
    }
}
