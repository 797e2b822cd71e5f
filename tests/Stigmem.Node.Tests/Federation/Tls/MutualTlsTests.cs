using System.Net;
using Stigmem.Core.Certificates;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation.Tls;

/// <summary>Who may speak to a node behind mutual TLS, and to whom it speaks (F21).</summary>
public sealed class MutualTlsTests : IDisposable
{
    private const string A = "stigmem://a.example/node";
    private const string B = "stigmem://b.example/node";
    private readonly Fleet _fleet = new();

    [Fact]
    public async Task Two_nodes_exchange_facts()
    {
        await using var a = await StartAsync(A);
        await using var b = await StartAsync(B);
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        var said = await a.Operator.AssertFact("user:alice", "memory:city", "Oslo", "user:operator", "public");
        Assert.True(said.Status == HttpStatusCode.Created, said.Text);
        await FederatedNode.Until(async () =>
            (await b.Operator.Send("GET", $"/v1/facts/{said["id"]}")).Status == HttpStatusCode.OK);
        Assert.Empty(await a.Audited("san_mismatch"));
        Assert.Empty(await b.Audited("san_mismatch"));
    }

    [Fact]
    public async Task A_peer_pushes_with_its_own_certificate()
    {
        await using var a = await StartAsync(A);
        using var peer = new PaperPeer();
        await peer.JoinAsync(a);
        using var client = _fleet.Client(a.Url, _fleet.Issue(peer.NodeId));
        var body = $$"""{"facts":[{{PeerFacts.Of(null!, source: peer.NodeId).ToJsonString()}}]}""";
        var pushed = await client.Send("POST", "/v1/federation/facts/push", body, ("Authorization", $"Bearer {peer.Token(a)}"));
        Assert.True(pushed.Status == HttpStatusCode.Accepted, pushed.Text);
        Assert.Equal("1", pushed["accepted"]);
    }

    [Fact]
    public async Task A_token_over_the_connection_of_another_node_is_refused_and_audited_and_not_spent()
    {
        await using var a = await StartAsync(A);
        using var peer = new PaperPeer();
        await peer.JoinAsync(a);
        var token = ("Authorization", $"Bearer {peer.Token(a)}");
        using var stranger = _fleet.Client(a.Url, _fleet.Issue("stigmem://paper.example/other"));
        foreach (var (method, path) in ((string, string)[])[("GET", "/v1/federation/facts"), ("POST", "/v1/federation/facts/push")])
        {
            var refused = await stranger.Send(method, path, method == "POST" ? """{"facts":[]}""" : null, token);
            Assert.Equal((HttpStatusCode.Unauthorized, "peer certificate URI SAN does not match node_id"), (refused.Status, refused.Detail));
        }
        Assert.Equal(2, (await a.Audited("san_mismatch")).Count);
        using var itself = _fleet.Client(a.Url, _fleet.Issue(peer.NodeId));
        Assert.Equal(HttpStatusCode.OK, (await itself.Send("GET", "/v1/federation/facts", null, token)).Status);
    }

    /// <summary>A node has a certificate of its own, so a token that names it is of no use to who has stolen it; an agent has none.</summary>
    [Fact]
    public async Task A_capability_token_that_names_a_node_is_good_over_the_connection_of_that_node_only()
    {
        using var peer = new PaperPeer();
        await using var a = await StartAsync(A, ("NODE_PRIVATE_KEY", Organisation.OtherSeed), ("MANIFEST_ENTITIES", $"{peer.NodeId},agent:bot"));
        await peer.JoinAsync(a);
        var key = $"organisation-{Guid.NewGuid():N}";
        await a.Node.GrantAsync(key, new KeyGrant { EntityUri = a.Url, Permissions = ["read", "write"] });
        using var organisation = _fleet.Client(a.Url, _fleet.Issue("stigmem:operator"), key);
        foreach (var (subject, certificate, isLet) in ((string, string, bool)[])[
            (peer.NodeId, peer.NodeId, true), (peer.NodeId, B, false), (A, B, false), (A, A, true), ("agent:bot", B, true)])
        {
            var issued = await organisation.Send(
                "POST", "/v1/federation/capability-tokens", $$"""{"issuer":"{{a.Url}}","subject":"{{subject}}","verb":"write","object":"stigmem://facts"}""");
            Assert.True(issued.Status == HttpStatusCode.Created, issued.Text);
            using var client = _fleet.Client(a.Url, _fleet.Issue(certificate));
            var body = $$"""{"facts":[{{PeerFacts.Of(null!, source: subject).ToJsonString()}}]}""";
            var pushed = await client.Send("POST", "/v1/federation/facts/push", body, ("X-Stigmem-Capability", issued["token_json"]!));
            Assert.Equal(isLet ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, pushed.Status);
            Assert.True(isLet ? pushed["accepted"] == "1" : pushed.Detail == "peer certificate URI SAN does not match node_id", pushed.Text);
        }
        var refused = await a.Audited("capability_rejected");
        Assert.Equal(["san_mismatch", "san_mismatch"], refused.Select(row => row.GetProperty("detail").GetProperty("reason").GetString()!));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("other authority")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    public async Task A_client_without_a_certificate_that_holds_does_not_get_in(string shown)
    {
        await using var a = await StartAsync(A);
        using var otherFleet = new Fleet();
        using var certificate = shown switch
        {
            "none" => null,
            "other authority" => otherFleet.Issue(B),
            "expired" => _fleet.Issue(B, Fleet.Over),
            _ => _fleet.Issue(B, new CertificateLife(DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(2))),
        };
        using var refused = _fleet.Client(a.Url, certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => refused.Send("GET", "/.well-known/stigmem"));
        using var let = _fleet.Client(a.Url, _fleet.Issue(B));
        Assert.Equal(HttpStatusCode.OK, (await let.Send("GET", "/.well-known/stigmem")).Status);
    }

    [Fact]
    public async Task Certificates_are_held_against_the_clock_of_the_node()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var a = await FederatedNode.StartAsync(_fleet, A, _fleet.Issue(A), time);
        using var client = _fleet.Client(a.Url, _fleet.Issue(B, Fleet.Days(1)));
        Assert.Equal(HttpStatusCode.OK, (await client.Send("GET", "/.well-known/stigmem")).Status);
        time.Advance(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.Send("GET", "/.well-known/stigmem"));
    }

    [Theory]
    [InlineData("host", true)]
    [InlineData("node", true)]
    [InlineData("authority", false)]
    [InlineData("expired", false)]
    [InlineData("nothing", false)]
    public async Task A_server_with_the_wrong_certificate_is_not_believed(string wrong, bool isAudited)
    {
        await using var a = await StartAsync(A);
        using var otherFleet = new Fleet();
        // A node does not start with an expired certificate, so its clock stands where the certificate still holds.
        var time = wrong is "expired" or "nothing" ? new FakeTime(DateTimeOffset.UtcNow.AddDays(-2)) : null;
        using var shown = wrong switch
        {
            "host" => _fleet.Issue(B, null, "elsewhere.example"),
            "node" => _fleet.Issue("stigmem://c.example/node"),
            "authority" => otherFleet.Issue(B),
            "nothing" => _fleet.Issue(B),
            _ => _fleet.Issue(B, Fleet.Over),
        };
        await using var b = await FederatedNode.StartAsync(_fleet, B, shown, time);
        var answer = await a.Operator.Send("POST", "/v1/federation/peers", b.Declaration(PeerFacts.Now, "public"));
        Assert.Equal(wrong == "nothing" ? "pending_approval" : "rejected", answer["status"]);
        var audited = await a.Audited("san_mismatch");
        Assert.Equal(isAudited ? 1 : 0, audited.Count);
        Assert.All(audited, entry => Assert.Equal("outbound", entry.GetProperty("detail").GetProperty("direction").GetString()));
    }

    [Fact]
    public async Task Plain_http_is_told_what_is_missing()
    {
        await using var a = await StartAsync(A);
        using var plain = new HttpClient { BaseAddress = new Uri(a.Url.Replace("https:", "http:", StringComparison.Ordinal)) };
        var refused = await plain.Send("GET", "/v1/federation/facts");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, refused.Status);
        Assert.Equal("mTLS required", refused["error"]);
        Assert.NotEmpty(refused.Detail!);
    }

    [Fact]
    public async Task With_a_port_for_peers_clients_need_no_certificate_and_peers_nothing_else()
    {
        await using var a = await StartAsync(A, ("FEDERATION_PORT", $"{FederatedNode.FreePort()}"));
        await using var b = await StartAsync(B, ("FEDERATION_PORT", $"{FederatedNode.FreePort()}"));
        using var plain = a.Node.ClientWith(a.OperatorKey!);
        Assert.Equal("http", plain.BaseAddress!.Scheme);
        var said = await plain.AssertFact("user:alice", "memory:city", "Oslo", "user:operator", "public");
        Assert.True(said.Status == HttpStatusCode.Created, said.Text);
        foreach (var path in (string[])["/v1/federation/facts", "/V1/Federation/facts", "/v1/federation/peers"])
        {
            var refused = await plain.Send("GET", path);
            Assert.Equal((HttpStatusCode.MisdirectedRequest, "mTLS required"), (refused.Status, refused["error"]));
            Assert.NotEmpty(refused.Detail!);
        }
        foreach (var client in (HttpClient[])[plain, a.Operator])
        {
            Assert.Equal(a.Url, (await client.Send("GET", "/.well-known/stigmem"))["federation_url"]);
            Assert.Equal(404, (int)(await client.Send("GET", "/.well-known/stigmem-manifest.json")).Status);
        }
        Assert.Equal("route_not_found", (await a.Operator.Send("GET", "/v1/facts"))["code"]);
        Assert.Equal("route_not_found", (await a.Operator.Send("GET", "/healthz"))["code"]);

        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        using var reader = b.Node.ClientWith(b.OperatorKey!);
        await FederatedNode.Until(async () => (await reader.Send("GET", $"/v1/facts/{said["id"]}")).Status == HttpStatusCode.OK);
    }

    public void Dispose() => _fleet.Dispose();

    private Task<FederatedNode> StartAsync(string nodeId, params (string Name, string Value)[] more) =>
        FederatedNode.StartAsync(_fleet, nodeId, _fleet.Issue(nodeId), null, more);
}
