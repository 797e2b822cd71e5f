using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Pages that were asked for under an agreement that another has replaced since.</summary>
public sealed class ReplacedAgreementTests
{
    [Fact]
    public async Task A_page_of_the_agreement_before_is_not_taken_in()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var services = node.Node.App.Services;
        var id = await peer.JoinAsync(node, "public");
        var before = services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
        Assert.Equal(HttpStatusCode.NoContent, (await node.Operator.Send("DELETE", $"/v1/federation/peers/{id}")).Status);
        await peer.JoinAsync(node, "company");
        peer.Facts.Enqueue(PeerFacts.Of(peer, scope: "public").ToJsonString());
        Assert.False((await services.GetRequiredService<PullRound>().RunAsync(before, TimeSpan.Zero, CancellationToken.None)).WasAnswered);
        Assert.Empty(await node.Operator.Says());
    }
}
