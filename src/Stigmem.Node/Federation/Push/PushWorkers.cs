using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Push;

/// <summary>One worker for each active peer that the operator wants facts pushed to; it wakes with the next commit.</summary>
internal sealed class PushWorkers(
    PeerDirectory peers, PushRound round, CommitSequence sequence, FederationSettings settings, TimeProvider time, ILogger<PushWorkers> logger) : BackgroundService
{
    private static readonly TimeSpan LookForPeers = TimeSpan.FromSeconds(1);

    // What was refused is looked at again although nothing was said since.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1 / PullQuota.OfOwnKind.RefillPerSecond);
    private readonly Dictionary<Guid, Task> _workers = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Enabled || settings.PushTo.Count == 0)
            return;
        using var timer = new PeriodicTimer(LookForPeers, time);
        try
        {
            do
            {
                foreach (var peer in peers.Current.Values.Where(peer => peer.Status == PeerStatus.Active && settings.PushesTo(peer.NodeId)))
                {
                    if (!_workers.TryGetValue(peer.Id, out var worker) || worker.IsCompleted)
                        _workers[peer.Id] = WorkAsync(peer.NodeId, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_workers.Values);
        }
    }

    /// <summary>Pushes to a peer as long as it is active.</summary>
    private async Task WorkAsync(string nodeId, CancellationToken ct)
    {
        var refusals = 0;
        try
        {
            while (peers.Current.TryGetValue(nodeId, out var peer) && peer.Status == PeerStatus.Active)
            {
                var head = sequence.Head;
                var outcome = await round.RunAsync(peer, ct);
                if (outcome.Taken > 0)
                    FederationLog.Pushed(logger, outcome.Taken, nodeId);
                refusals = outcome.WasAnswered ? 0 : refusals + 1;
                await Task.Delay(outcome.WasAnswered ? Pace : PullBackoff.Wait(refusals, Random.Shared.NextDouble(), outcome.RetryAfter), time, ct);
                if (outcome is { WasAnswered: true, HasMore: false })
                    await NewsAsync(head, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception e)
        {
            // The next look for peers starts it again.
            FederationLog.PushFailed(logger, nodeId, e);
        }
    }

    private async Task NewsAsync(long head, CancellationToken ct)
    {
        try
        {
            await sequence.BeyondAsync(head).WaitAsync(LongestIdle, time, ct);
        }
        catch (TimeoutException)
        {
            // Nothing was said.
        }
    }
}
