using System.Net;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What a peer with a good token sees, and what never crosses (federation contract, sections 5.1 and 11).</summary>
public sealed class PeerBoundaryTests
{
    private const string Pull = "/v1/federation/facts?limit=500";

    [Fact]
    public async Task Only_open_facts_of_agreed_scopes_cross()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        await node.Operator.Send("POST", "/v1/gardens", """{"slug":"closed","name":"Closed","scope":"public"}""");
        var open = await node.Operator.Say("open", scope: "public", entity: "user:open");
        await node.Operator.Say("for the company", scope: "company", entity: "user:company");
        await node.Operator.Say("hidden local", scope: "local", entity: "user:local");
        await node.Operator.Say("hidden team", scope: "team", entity: "user:team");
        await node.Operator.Say("hidden garden", scope: "public", entity: "user:garden", more: ""","garden_id":"closed" """);
        await node.Operator.Say("hidden origin", scope: "public", entity: "user:derived", more: $$""","derived_from":[{"fact_id":"{{open["id"]}}"}]""");
        await node.Operator.Say("other", scope: "public", entity: "user:open", source: "agent:bob");
        var page = await peer.Get(node, Pull);
        Assert.DoesNotContain("hidden", page.Text, StringComparison.Ordinal);
        Assert.Equal(["for the company", "open", "other"], Values(page));
    }

    [Theory]
    [InlineData("public", "public", "open")]
    [InlineData("company", "company", "for the company")]
    [InlineData("company,public", "public", "open")]
    [InlineData("public", "company,public,local,team", "open")]
    public async Task A_token_narrows_what_was_agreed_and_never_widens_it(string agreed, string claimed, string value)
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer { Scopes = agreed.Split(',') };
        await peer.JoinAsync(node);
        await node.Operator.Say("open", scope: "public", entity: "user:open");
        await node.Operator.Say("for the company", scope: "company", entity: "user:company");
        Assert.Equal([value], Values(await peer.Get(node, Pull, claimed.Split(','))));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("team")]
    [InlineData("company")]
    [InlineData("nonsense")]
    public async Task Asking_for_another_scope_is_refused_and_audited(string scope)
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer { Scopes = ["public", "local", "team"] };
        await peer.JoinAsync(node);
        var refused = await peer.Get(node, $"{Pull}&scope={scope}");
        Assert.Equal((HttpStatusCode.Forbidden, "scope not permitted for this peer"), (refused.Status, refused.Detail));
        Assert.Contains("scope_violation", (await node.Operator.Send("GET", "/v1/admin/audit?event_type=scope_violation")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_of_another_node_are_not_passed_on()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        using var c = new PaperPeer();
        await c.JoinAsync(b);
        await b.JoinAsync(a, "company", "public");
        await a.JoinAsync(b, "company", "public");
        await a.Operator.Say("of a", scope: "company", entity: "user:a");
        await b.Operator.Say("of b", scope: "company", entity: "user:b");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:a")).Any());
        Assert.Equal(["of b"], Values(await c.Get(b, Pull)));
    }

    [Theory]
    [InlineData(PeerStatus.PendingApproval)]
    [InlineData(PeerStatus.PendingVerification)]
    [InlineData(PeerStatus.Rejected)]
    [InlineData(PeerStatus.Revoked)]
    [InlineData(PeerStatus.PendingTlProof)]
    public async Task Only_an_active_peer_gets_in(PeerStatus status)
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node, status: status);
        var refused = await peer.Get(node, Pull);
        Assert.Equal((HttpStatusCode.Unauthorized, "peer_not_approved"), (refused.Status, refused.Detail));
    }

    /// <summary>Peers exchange facts of the node's own tenant; an admin of another may not decide who they are, nor look.</summary>
    [Theory]
    [InlineData("GET", "/v1/federation/peers")]
    [InlineData("POST", "/v1/federation/peers")]
    [InlineData("POST", "/v1/federation/peers/{id}/approve")]
    [InlineData("POST", "/v1/federation/peers/{id}/revoke")]
    [InlineData("POST", "/v1/federation/peers/{id}/reject")]
    [InlineData("DELETE", "/v1/federation/peers/{id}")]
    [InlineData("GET", "/v1/federation/letters")]
    [InlineData("GET", "/v1/federation/sharing")]
    [InlineData("PUT", "/v1/federation/sharing/rule")]
    [InlineData("DELETE", "/v1/federation/sharing/rule")]
    public async Task Another_tenant_decides_nothing_about_peers(string method, string path)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("MULTI_TENANT_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        using var other = await node.Node.ClientFor(new KeyGrant { EntityUri = "user:other", Permissions = ["read", "write", "admin", "federate", "admin:federation"], Tenant = "other" });
        var body = method is "GET" or "DELETE"
            ? null
            : path.EndsWith("/approve", StringComparison.Ordinal) ? $$"""{"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(peer.ClaimedKey)}}"}"""
            : path.EndsWith("/peers", StringComparison.Ordinal) ? peer.Declaration("public").ToJsonString()
            : """{"entity_prefix":"user:","peers":[]}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Send(method, path.Replace("{id}", id, StringComparison.Ordinal), body)).Status);
        var registration = (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0];
        Assert.Equal("pending_approval", registration.Text("status_detail"));
    }

    [Fact]
    public async Task A_token_is_good_for_one_request()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        using var client = node.Node.Anonymous();
        var header = ("Authorization", $"Bearer {peer.Token(node)}");
        Assert.Equal(HttpStatusCode.OK, (await client.Send("GET", Pull, null, header)).Status);
        var again = await client.Send("GET", Pull, null, header);
        Assert.Equal((HttpStatusCode.Unauthorized, "nonce_already_seen"), (again.Status, again.Detail));
        Assert.Contains("replay_attempt", (await node.Operator.Send("GET", "/v1/admin/audit?event_type=replay_attempt")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_does_not_federate_says_so()
    {
        await using var node = await FederatedNode.StartAsync(null, ("FEDERATION_ENABLED", "false"));
        using var peer = new PaperPeer();
        Assert.Equal(HttpStatusCode.Forbidden, (await peer.Get(node, Pull)).Status);
        Assert.Equal("disabled", (await node.Operator.Send("GET", "/.well-known/stigmem"))["federation"]);
    }

    private static IEnumerable<string> Values(Http.Answer page)
    {
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        return page.Json.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("value").GetProperty("v").ToString()).Order(StringComparer.Ordinal);
    }
}
