using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Pull;

/// <summary>
/// One worker for each active peer, so that a slow or lying one holds up nobody else. A peer of our own kind is asked
/// again at once, and holds its answer back until it has something new; others are asked at the interval.
/// </summary>
internal sealed class PullWorkers(
    PeerDirectory peers, PullRound round, RetryLetters letters, FederationSettings settings, TimeProvider time, ILogger<PullWorkers> logger) : BackgroundService
{
    private static readonly TimeSpan LookForPeers = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // As often as a peer of our own kind lets us ask: under a steady stream of facts, asking faster earns refusals.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1 / PullQuota.OfOwnKind.RefillPerSecond);
    private readonly Dictionary<Guid, Task> _workers = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Enabled)
            return;
        using var timer = new PeriodicTimer(LookForPeers, time);
        try
        {
            do
            {
                foreach (var peer in peers.Current.Values.Where(peer => peer.Status == PeerStatus.Active))
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

    /// <summary>Pulls from a peer as long as it is active.</summary>
    private async Task WorkAsync(string nodeId, CancellationToken ct)
    {
        var refusals = 0;
        try
        {
            while (peers.Current.TryGetValue(nodeId, out var peer) && peer.Status == PeerStatus.Active)
            {
                var started = time.GetTimestamp();
                var outcome = await round.RunAsync(peer, LongestWait, ct);
                if (outcome.Stored > 0)
                    FederationLog.Pulled(logger, outcome.Stored, nodeId);
                await letters.RunAsync(peer);
                refusals = outcome.WasAnswered ? 0 : refusals + 1;
                var pause = Pause(peer, outcome, refusals, time.GetElapsedTime(started));
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception e)
        {
            // The next look for peers starts it again.
            FederationLog.PullFailed(logger, nodeId, e);
        }
    }

    private TimeSpan Pause(Peer peer, PullOutcome outcome, int refusals, TimeSpan elapsed)
    {
        if (outcome.WasAnswered)
            return peer.IsOwnKind ? Pace - elapsed : settings.PullInterval;
        var pause = PullBackoff.Wait(refusals, Random.Shared.NextDouble(), outcome.RetryAfter);
        return pause < settings.PullInterval || outcome.IsOverloaded ? pause : settings.PullInterval;
    }
}
