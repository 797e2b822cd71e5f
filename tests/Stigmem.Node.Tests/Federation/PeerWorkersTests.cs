using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Who works for a peer that is forgotten and let in again.</summary>
public sealed class PeerWorkersTests
{
    [Fact]
    public async Task A_worker_does_not_go_on_for_another_registration()
    {
        await using var node = await FederatedNode.StartAsync();
        using var peer = new PaperPeer();
        await peer.JoinAsync(node);
        var directory = node.Node.App.Services.GetRequiredService<PeerDirectory>();
        using var workers = new HeldWorkers(directory);
        await workers.StartAsync(CancellationToken.None);
        await FederatedNode.Until(() => Task.FromResult(workers.Rounds.Count == 1));
        await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            directory.Remove(session, directory.Working[peer.NodeId]);
            return true;
        });
        await peer.JoinAsync(node);
        await FederatedNode.Until(() => Task.FromResult(workers.Rounds.Count == 2));
        // What follows the round runs before this returns.
        workers.Rounds.First().End.SetResult(true);
        Assert.Equal(2, workers.Rounds.Count);
        Assert.Equal(2, workers.Rounds.Select(round => round.Registration).Distinct().Count());
        await workers.StopAsync(CancellationToken.None);
    }

    /// <summary>Rounds that end when a test says so.</summary>
    private sealed class HeldWorkers(PeerDirectory peers) : PeerWorkers(peers, TimeProvider.System)
    {
        public ConcurrentQueue<(Guid Registration, TaskCompletionSource<bool> End)> Rounds { get; } = [];

        protected override bool IsOn => true;

        protected override bool Wants(Peer peer) => true;

        protected override Task<bool> RoundAsync(Peer peer, int refusals, CancellationToken ct)
        {
            var end = new TaskCompletionSource<bool>();
            ct.Register(() => end.TrySetCanceled(ct));
            Rounds.Enqueue((peer.Id, end));
            return end.Task;
        }

        protected override void Failed(string nodeId, Exception failure) => throw failure;
    }
}
