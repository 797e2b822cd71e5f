using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Quotas;
using Stigmem.Node.Federation;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>How much a peer may send and fetch.</summary>
public sealed class PeerQuotaTests
{
    private static readonly (string, string)[] Limited = [("FEDERATION_PUSH_ENABLED", "true"), ("RATE_LIMIT_WRITE_PER_HOUR", "100000"), ("RATE_LIMIT_READ_PER_HOUR", "100000")];

    [Fact]
    public async Task A_peer_that_pushes_too_many_facts_waits()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, Limited);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var registered = Peer(node, peer.NodeId);
        var quotas = node.Node.App.Services.GetRequiredService<PeerQuotas>();
        Assert.Null(quotas.Take(registered, QuotaDimension.FederationPush, 10_000));
        var refused = await peer.PushAsync(node, PeerFacts.Of(peer), PeerFacts.Of(peer, "other"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "federation_push"), (refused.Status, refused["dimension"]));
        Assert.Equal("1", refused.Headers["Retry-After"]);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Accepted, (await peer.PushAsync(node, PeerFacts.Of(peer))).Status);
    }

    [Fact]
    public async Task Bytes_are_counted_in_both_directions()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, Limited);
        using var paper = new PaperPeer();
        await paper.JoinAsync(node);
        await using var pusher = await LyingPeer.StartAsync();
        await pusher.JoinAsync(node, "public");
        const long all = 256L * 1024 * 1024;
        var limits = node.Node.App.Services.GetRequiredService<PullLimits>();
        limits.Gave(Peer(node, paper.NodeId), "s1", true, all);
        // The page that emptied the bucket is paid for by the next pull, and the one after it waits.
        Assert.Equal(HttpStatusCode.OK, (await paper.Get(node, "/v1/federation/facts?cursor=s1")).Status);
        limits.Gave(Peer(node, paper.NodeId), "s1", true, 64 * 1024 * 1024);
        var refused = await paper.Get(node, "/v1/federation/facts?cursor=s1");
        Assert.Equal((HttpStatusCode.TooManyRequests, "federation_bytes"), (refused.Status, refused["dimension"]));
        Assert.InRange(double.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 3, 5);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await paper.Get(node, "/v1/federation/facts?cursor=s1")).Status);

        Assert.Null(node.Node.App.Services.GetRequiredService<PeerQuotas>().Take(Peer(node, pusher.NodeId), QuotaDimension.FederationBytes, all));
        var pushed = await pusher.PushAsync(node, PeerFacts.Of(pusher));
        Assert.Equal((HttpStatusCode.TooManyRequests, "federation_bytes"), (pushed.Status, pushed["dimension"]));
    }

    [Fact]
    public async Task A_page_that_is_none_costs_as_much_as_a_fact()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null, Limited);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        Assert.Null(node.Node.App.Services.GetRequiredService<PeerQuotas>().Take(Peer(node, peer.NodeId), QuotaDimension.FederationPush, 9_998));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await peer.PushAsync(node, "{")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await peer.PushAsync(node, """{"facts":[]}""")).Status);
        var refused = await peer.PushAsync(node, "{");
        Assert.Equal((HttpStatusCode.TooManyRequests, "federation_push"), (refused.Status, refused["dimension"]));
        Assert.Single(await node.Audited("rejected_page"));
    }

    [Fact]
    public async Task Bytes_are_counted_of_a_body_that_does_not_say_how_long_it_is()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null, Limited);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        Assert.Null(node.Node.App.Services.GetRequiredService<PeerQuotas>().Take(Peer(node, peer.NodeId), QuotaDimension.FederationBytes, 256 * 1024 * 1024 - 100));
        Assert.Equal(HttpStatusCode.Accepted, (await PushChunkedAsync(node, peer)).Status);
        var refused = await PushChunkedAsync(node, peer);
        Assert.Equal((HttpStatusCode.TooManyRequests, "federation_bytes"), (refused.Status, refused["dimension"]));
    }

    private static async Task<Http.Answer> PushChunkedAsync(FederatedNode node, LyingPeer peer)
    {
        using var client = node.Node.Anonymous();
        return await client.Send(
            "POST", "/v1/federation/facts/push", $$"""{"facts":[{{PeerFacts.Of(peer).ToJsonString()}}]}""",
            ("Authorization", $"Bearer {peer.Token(node)}"), ("Transfer-Encoding", "chunked"));
    }

    private static Peer Peer(FederatedNode node, string nodeId) => node.Node.App.Services.GetRequiredService<PeerDirectory>().Current[nodeId];
}
