using Microsoft.Extensions.Logging;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Pull;

/// <summary>
/// Pulls from each active peer. A peer of our own kind is asked again at once, and holds its answer back until it has
/// something new; others are asked at the interval.
/// </summary>
internal sealed class PullWorkers(
    PeerDirectory peers, PullRound round, RetryLetters letters, PullBell bell, FederationSettings settings, TimeProvider time, ILogger<PullWorkers> logger)
    : PeerWorkers(peers, time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // As often as a peer of our own kind lets us ask: under a steady stream of facts, asking faster earns refusals.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1 / PullQuota.OfOwnKind.RefillPerSecond);
    private readonly TimeProvider _time = time;

    protected override bool IsOn => settings.Enabled;

    protected override bool Wants(Peer peer) => true;

    protected override async Task<bool> RoundAsync(Peer peer, int refusals, CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        var outcome = await round.RunAsync(peer, LongestWait, ct);
        if (outcome.Stored > 0)
            FederationLog.Pulled(logger, outcome.Stored, peer.NodeId);
        await letters.RunAsync(peer);
        var pause = Pause(peer, outcome, outcome.WasAnswered ? 0 : refusals + 1, _time.GetElapsedTime(started));
        if (pause > TimeSpan.Zero)
            await bell.PauseAsync(peer.Id, pause, ct);
        return outcome.WasAnswered;
    }

    protected override void Failed(string nodeId, Exception failure) => FederationLog.PullFailed(logger, nodeId, failure);

    private TimeSpan Pause(Peer peer, PullOutcome outcome, int refusals, TimeSpan elapsed)
    {
        if (outcome.WasAnswered)
            return peer.IsOwnKind ? Pace - elapsed : settings.PullInterval;
        var pause = PullBackoff.Wait(refusals, Random.Shared.NextDouble(), outcome.RetryAfter);
        return pause < settings.PullInterval || outcome.IsOverloaded ? pause : settings.PullInterval;
    }
}
