using Microsoft.Extensions.Logging;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Push;

/// <summary>Pushes to each peer that the operator wants facts pushed to; a worker wakes with the next commit.</summary>
internal sealed class PushWorkers(
    PeerDirectory peers, PushRound round, CommitSequence sequence, FederationSettings settings, TimeProvider time, ILogger<PushWorkers> logger)
    : PeerWorkers(peers, time)
{
    // What was refused is looked at again although nothing was said since.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1 / PullQuota.OfOwnKind.RefillPerSecond);
    private readonly TimeProvider _time = time;

    protected override bool IsOn => settings.Enabled && settings.PushTo.Count > 0;

    protected override bool Wants(Peer peer) => settings.PushesTo(peer.NodeId);

    protected override async Task<bool> RoundAsync(Peer peer, int refusals, CancellationToken ct)
    {
        var head = sequence.Head;
        var outcome = await round.RunAsync(peer, ct);
        if (outcome.Taken > 0)
            FederationLog.Pushed(logger, outcome.Taken, peer.NodeId);
        await Task.Delay(outcome.WasAnswered ? Pace : PullBackoff.Wait(refusals + 1, Random.Shared.NextDouble(), outcome.RetryAfter), _time, ct);
        if (outcome is { WasAnswered: true, HasMore: false })
            await NewsAsync(head, ct);
        return outcome.WasAnswered;
    }

    protected override void Failed(string nodeId, Exception failure) => FederationLog.PushFailed(logger, nodeId, failure);

    private async Task NewsAsync(long head, CancellationToken ct)
    {
        try
        {
            await sequence.BeyondAsync(head).WaitAsync(LongestIdle, _time, ct);
        }
        catch (TimeoutException)
        {
            // Nothing was said.
        }
    }
}
