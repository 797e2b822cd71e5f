using System.Net;
using System.Net.Sockets;
using System.Text;
using Stigmem.Node.Federation;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Single things that a bad peer does, each refused, each in the audit.</summary>
public sealed class HostilePeerTests
{
    private static readonly (string, string) On = ("FEDERATION_PUSH_ENABLED", "true");

    /// <summary>Equivocation: one id, two bodies. The first stays; who pulls and who is pushed to agree.</summary>
    [Fact]
    public async Task An_id_that_has_a_body_never_gets_another()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var first = PeerFacts.Of(peer, "first");
        var second = PeerFacts.Of(peer, "second", relation: "memory:other").With("id", first.Id());
        Assert.Equal(1, (await peer.PushAsync(node, first)).Json.GetProperty("accepted").GetInt32());
        var refused = await peer.PushAsync(node, second);
        Assert.Equal((0, "ingest_error"), (refused.Json.GetProperty("accepted").GetInt32(), refused.Json.GetProperty("errors")[0].Text("error")));
        peer.Facts.Enqueue(second.ToJsonString());
        await FederatedNode.Until(async () => (await node.Audited("rejected_fact")).Count == 2);
        Assert.All(await node.Audited("rejected_fact"), row => Assert.Equal(("id_conflict", first.Id()), (row.GetProperty("detail").Text("reason"), row.GetProperty("detail").Text("fact_id"))));
        Assert.Equal("first", (await node.Operator.Fact(first.Id())).GetProperty("value").Text("v"));
        Assert.Empty(await node.Operator.Says("relation=memory:other"));
    }

    [Theory]
    [InlineData("confidence", "1e999")]
    [InlineData("confidence", "99999999999999999999999999999999999999")]
    [InlineData("value", """{"type":"number","v":1e999}""")]
    public async Task A_gigantic_number_is_refused(string member, string json)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var fact = new HostileFact(1, "user:x", "memory:role", null, "public", KeepsCid: false, [(member, json)]);
        var answer = await peer.PushAsync(node, $"{{\"facts\":[{fact.Of(peer)}]}}");
        Assert.Equal((HttpStatusCode.Accepted, 1), (answer.Status, answer.Json.GetProperty("rejected").GetInt32()));
        Assert.Single(await node.Audited("rejected_fact"));
        Assert.Empty(await node.Operator.Says("entity=user:x"));
    }

    [Theory]
    [InlineData(501, "{}")]
    [InlineData(1, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData(1, "{\"id\":")]
    public async Task A_page_that_is_too_long_too_deep_or_torn_is_refused_whole(int count, string item)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var answer = await peer.PushAsync(node, $"{{\"facts\":[{string.Join(',', Enumerable.Repeat(item, count))}]}}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("malformed", Assert.Single(await node.Audited("rejected_page")).GetProperty("detail").Text("reason"));
    }

    /// <summary>A name that is no valid Unicode makes looking others up fail.</summary>
    [Fact]
    public async Task A_discovery_with_a_broken_name_is_no_discovery()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        peer.Discovery = $$"""{"node_id":"{{peer.NodeId}}","federation_pubkey":"{{peer.ClaimedKey}}","\ud800xxxxxxxxxxxxxxxxxxxxxxxxxxxxx":1}""";
        var answer = await node.Operator.Send("POST", "/v1/federation/peers", peer.Declaration("public").ToJsonString());
        Assert.Equal((HttpStatusCode.Created, "rejected", "unreachable"), (answer.Status, answer["status"], answer["reason"]));
    }

    /// <summary>What may be taken later is kept whole, so a peer could fill the store, and the memory of who looks through it.</summary>
    [Theory]
    [InlineData(1_000, true)]
    [InlineData(600_000, false)]
    public async Task A_stuffed_fact_is_not_kept_for_later(int stuffing, bool isCurable)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromMinutes(15))).With("x", new string('a', stuffing)).ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Operator.Send("GET", "/v1/federation/letters")).Json.GetProperty("letters").GetArrayLength() == 1);
        var letter = (await node.Operator.Send("GET", "/v1/federation/letters")).Json.GetProperty("letters")[0];
        Assert.Equal(("hlc_skew", isCurable), (letter.Text("reason"), letter.GetProperty("curable").GetBoolean()));
    }

    /// <summary>A handshake that somebody recorded leads nowhere: the registration stays as it was.</summary>
    [Fact]
    public async Task A_handshake_that_comes_again_is_refused()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var declaration = peer.Declaration("public").ToJsonString();
        Assert.Equal(HttpStatusCode.Created, (await node.Operator.Send("POST", "/v1/federation/peers", declaration)).Status);
        var again = await node.Operator.Send("POST", "/v1/federation/peers", declaration);
        Assert.Equal((HttpStatusCode.Conflict, "peer already registered (status=pending_approval)"), (again.Status, again.Detail));
        Assert.Equal("already_registered", Assert.Single(await node.Audited("peer_rejected")).GetProperty("detail").Text("reason"));
    }

    /// <summary>Who serves what is no page is asked again later, and is heard once it serves one.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("""{"facts":7}""")]
    [InlineData("""{"facts":[],"has_more":"yes"}""")]
    [InlineData("""{"facts":[""")]
    public async Task An_answer_that_is_no_page_is_refused_and_does_not_stick(string page)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        peer.Page = page;
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Audited("rejected_page")).Count > 0);
        peer.Page = $$"""{"facts":[{{PeerFacts.Of(peer, "at last").ToJsonString()}}],"cursor":"c1","has_more":false}""";
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:x")).Any());
    }

    /// <summary>Slow-loris: many connections that never finish. Others are served meanwhile, and the server ends them.</summary>
    [Fact]
    public async Task Pushes_that_never_end_hold_up_nobody_and_are_ended()
    {
        const int Connections = 64;
        await using var node = await FederatedNode.StartAsync(databasePath: null, On);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var slow = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => BeginAsync(node, peer)));
        try
        {
            Assert.Equal(1, (await peer.PushAsync(node, PeerFacts.Of(peer, "in time"))).Json.GetProperty("accepted").GetInt32());
            foreach (var connection in slow)
            {
                using var answer = new StreamReader(new NetworkStream(connection));
                Assert.Matches("^HTTP/1.1 4|^$", await answer.ReadToEndAsync());
            }
            var refused = await node.Audited("rejected_page");
            // All were ended, and what they did is told without filling the log.
            Assert.InRange(refused.Count, RefusalRows.MostRows, Connections - 1);
            Assert.All(refused, row => Assert.Equal("incomplete", row.GetProperty("detail").Text("reason")));
        }
        finally
        {
            foreach (var connection in slow)
                connection.Dispose();
        }
    }

    private static async Task<Socket> BeginAsync(FederatedNode node, LyingPeer peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(node.Url).Port);
        var head = $"POST /v1/federation/facts/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {peer.Token(node)}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{\"facts\":[";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));
        return socket;
    }
}
