using System.Collections.Concurrent;
using Stigmem.Core.Quotas;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Pull;

/// <summary>
/// How often each peer may pull (federation contract, section 11; rulings 29). A page that continues the one before costs
/// no token, so that a peer which has fallen behind catches up; its bytes count.
/// </summary>
internal sealed class PullLimits(PeerQuotas quotas)
{
    private const int MostPeers = 10_000;
    private readonly ConcurrentDictionary<Guid, (string? Cursor, bool HadMore)> _given = [];
    private readonly ConcurrentDictionary<Guid, long> _unpaid = [];

    /// <summary>Counts a pull, and the bytes of the page before, whose size nobody knew when it was asked for.</summary>
    /// <returns>Null when the peer may pull, else what is used up and in how many seconds it may.</returns>
    public (QuotaDimension Dimension, double RetryAfter)? Take(Peer peer, string? cursor)
    {
        if (_unpaid.TryGetValue(peer.Id, out var bytes) && bytes > 0)
        {
            if (quotas.Take(peer, QuotaDimension.FederationBytes, bytes) is { } later)
                return (QuotaDimension.FederationBytes, later);
            _unpaid.TryRemove(KeyValuePair.Create(peer.Id, bytes));
        }
        var (last, hadMore) = _given.GetValueOrDefault(peer.Id);
        if (!PullQuota.Counts(cursor, last, hadMore))
            return null;
        return quotas.Take(peer, QuotaDimension.FederationPull, 1) is { } retryAfter ? (QuotaDimension.FederationPull, retryAfter) : null;
    }

    /// <summary>Remembers where a page ended, so that the one that continues it is known, and what it weighs.</summary>
    public void Gave(Peer peer, string? cursor, bool hasMore, long bytes)
    {
        if (_given.Count >= MostPeers)
        {
            _given.Clear();
            _unpaid.Clear();
        }
        _given[peer.Id] = (cursor, hasMore);
        _unpaid.AddOrUpdate(peer.Id, bytes, (_, before) => before + bytes);
    }
}
