using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>In whose name a peer may speak in what is pulled from it.</summary>
public sealed class PullSourcesTests
{
    [Theory]
    [InlineData("any", "agent:delegate agent:other stigmem://liar.example/agent/a stigmem://liar.example/node")]
    [InlineData("manifest", "agent:delegate stigmem://liar.example/node")]
    [InlineData("node", "stigmem://liar.example/agent/a stigmem://liar.example/node")]
    public async Task The_operator_says_for_whom_a_peer_speaks(string policy, string taken)
    {
        string[] sources = ["agent:delegate", "agent:other", "stigmem://liar.example/agent/a", "stigmem://liar.example/node"];
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PULL_SOURCES", policy));
        await using var peer = await LyingPeer.StartAsync();
        peer.Manifest = Organisation.Json(InboundTrustTests.ManifestOf(peer, peer.NodeId, "agent:delegate"));
        await peer.JoinAsync(node, "public");
        await node.Node.App.Services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        foreach (var source in sources)
            peer.Facts.Enqueue(PeerFacts.Of(peer, source, source: source, relation: $"memory:n{peer.Facts.Count}").ToJsonString());
        await FederatedNode.Until(() => Task.FromResult(peer.Asked.Contains($"c{sources.Length}")));
        Assert.Equal(taken.Split(' '), await node.Operator.Says());
        Assert.Equal(sources.Length - taken.Split(' ').Length, (await node.Audited("rejected_fact")).Count);
    }

    /// <summary>Who may speak for a source may take back what it has said, here as well.</summary>
    [Theory]
    [InlineData("any", false)]
    [InlineData("manifest", true)]
    [InlineData("node", true)]
    public async Task A_peer_takes_back_what_a_local_source_has_said_only_if_it_speaks_for_it(string policy, bool stays)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PULL_SOURCES", policy));
        await using var peer = await LyingPeer.StartAsync();
        await node.Operator.Say("editor", scope: "public", source: "agent:ada");
        await peer.JoinAsync(node, "public");
        peer.Facts.Enqueue(PeerFacts.Of(peer, "gone", source: "agent:ada").With("confidence", 0.0).With("cid", null).With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(5))).ToJsonString());
        await FederatedNode.Until(() => Task.FromResult(peer.Asked.Contains("c1")));
        Assert.Equal(stays ? ["editor"] : [], await node.Operator.Says());
    }

    /// <summary>A manifest may come after the facts that need it.</summary>
    [Fact]
    public async Task What_was_refused_for_its_source_is_taken_when_the_manifest_has_come()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("FEDERATION_PULL_SOURCES", "manifest"));
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer, source: "agent:delegate").ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Audited("rejected_fact")).Count == 1);
        peer.Manifest = Organisation.Json(InboundTrustTests.ManifestOf(peer, peer.NodeId, "agent:delegate"));
        time.Advance(TimeSpan.FromHours(1));
        await node.Node.App.Services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        await FederatedNode.Until(async () => (await node.Operator.Says()).Any());
    }
}
