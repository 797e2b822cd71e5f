using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Nonces of tokens are kept as long as a token could come again.</summary>
public sealed class PeerNonceTests
{
    [Fact]
    public async Task Old_nonces_are_forgotten_although_no_peer_calls_any_more()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node))).Status);
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node))).Status);
        Assert.Equal("4", Count(node));
        var job = node.Node.App.Services.GetRequiredService<PeerNonceJob>();
        Assert.Single(node.Node.App.Services.GetServices<IHostedService>().OfType<JobHost<PeerNonceJob>>());
        // The clock of the tokens stands; all end an hour after it began, and the leeway later.
        time.Advance(TimeSpan.FromMinutes(29));
        await job.RunOnceAsync(CancellationToken.None);
        Assert.Equal("4", Count(node));
        time.Advance(TimeSpan.FromMinutes(2));
        await job.RunOnceAsync(CancellationToken.None);
        Assert.Equal("0", Count(node));
    }

    private static string? Count(FederatedNode node)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        return lease.Session.Scalar("SELECT count(*) FROM peer_nonces");
    }
}
