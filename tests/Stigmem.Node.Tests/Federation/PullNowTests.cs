using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Pulling because the operator says so.</summary>
public sealed class PullNowTests
{
    private const string Route = "/v1/federation/pull";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pause_between_two_pulls_ends_at_once(bool isNamed)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PULL_INTERVAL_S", "86400"));
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(peer.Asked.Count == 1));
        peer.Facts.Enqueue(PeerFacts.Of(peer).ToJsonString());
        var answer = await node.Operator.Send("POST", isNamed ? $"{Route}?peer_id={id}" : Route);
        Assert.Equal((HttpStatusCode.Accepted, $$"""{"peers":["{{peer.NodeId}}"]}"""), (answer.Status, answer.Text));
        await FederatedNode.Until(async () => (await node.Operator.Says()).Any());
    }

    [Fact]
    public async Task Only_the_operator_of_federation_may_and_only_from_peers_that_are_let_in()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        using var federator = await node.Node.ClientFor("agent:federator", "federate", "read", "write");
        Assert.Equal((HttpStatusCode.Forbidden, "admin:federation required"), Told(await federator.Send("POST", Route)));
        Assert.Equal((HttpStatusCode.Conflict, "peer is not active (status=pending_approval)"), Told(await node.Operator.Send("POST", $"{Route}?peer_id={id}")));
        foreach (var unknown in (string[])["x", $"{Guid.Empty}"])
            Assert.Equal((HttpStatusCode.NotFound, "peer not found"), Told(await node.Operator.Send("POST", $"{Route}?peer_id={unknown}")));
        Assert.Equal("""{"peers":[]}""", (await node.Operator.Send("POST", Route)).Text);
        await using var alone = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_ENABLED", "false"));
        Assert.Equal(HttpStatusCode.Forbidden, (await alone.Operator.Send("POST", Route)).Status);
    }

    private static (HttpStatusCode, string?) Told(Http.Answer answer) => (answer.Status, answer.Detail);
}
