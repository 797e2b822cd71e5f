using Microsoft.Extensions.Hosting;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// One worker for each active peer, so that a slow or lying one holds up nobody else. A worker ends with its peer's
/// registration; one that failed is started again with the next look for peers.
/// </summary>
internal abstract class PeerWorkers(PeerDirectory peers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookForPeers = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Guid, Task> _workers = [];

    /// <summary>Whether there is anything to do for any peer, by the settings.</summary>
    protected abstract bool IsOn { get; }

    /// <summary>Whether there is anything to do for a peer.</summary>
    protected abstract bool Wants(Peer peer);

    /// <summary>One round with a peer, and the pause after it.</summary>
    /// <param name="peer">The peer, as it is registered now.</param>
    /// <param name="refusals">How many rounds in a row it has not answered.</param>
    /// <param name="ct">The node stops.</param>
    /// <returns>Whether it answered.</returns>
    protected abstract Task<bool> RoundAsync(Peer peer, int refusals, CancellationToken ct);

    /// <summary>Tells that a worker failed.</summary>
    protected abstract void Failed(string nodeId, Exception failure);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
            return;
        using var timer = new PeriodicTimer(LookForPeers, time);
        try
        {
            do
            {
                foreach (var peer in peers.Active().Where(Wants))
                {
                    if (!_workers.TryGetValue(peer.Id, out var worker) || worker.IsCompleted)
                        _workers[peer.Id] = WorkAsync(peer.NodeId, peer.Id, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_workers.Values);
        }
    }

    private async Task WorkAsync(string nodeId, Guid registration, CancellationToken ct)
    {
        var refusals = 0;
        try
        {
            while (peers.Current.TryGetValue(nodeId, out var peer) && peer.Id == registration && peers.IsInForce(peers.Current, peer))
                refusals = await RoundAsync(peer, refusals, ct) ? 0 : refusals + 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception e)
        {
            Failed(nodeId, e);
        }
    }
}
