using System.Collections.Concurrent;
using Stigmem.Core.Quotas;
using Stigmem.Core.Replication;
using Stigmem.Core.Tenants;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Quotas;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Pull;

/// <summary>
/// How often each peer may pull (federation contract, section 11; rulings 29). A page that continues the one before costs
/// nothing, so that a peer which has fallen behind catches up. Switching off the quotas of keys switches this off as well.
/// </summary>
internal sealed class PullLimits(LimitSettings limits, QuotaMetrics metrics, TimeProvider time)
{
    private const int MostPeers = 10_000;
    private readonly QuotaTable _table = new(limits.WritesPerHour, limits.ReadsPerHour);
    private readonly ConcurrentDictionary<(Guid Peer, bool IsOwnKind), TokenBucket> _buckets = [];
    private readonly ConcurrentDictionary<Guid, (string? Cursor, bool HadMore)> _given = [];

    /// <summary>Counts a pull.</summary>
    /// <returns>Null when the peer may pull, else in how many seconds it may.</returns>
    public double? Take(Peer peer, string? cursor)
    {
        if (!_table.IsEnabled)
            return null;
        var (last, hadMore) = _given.GetValueOrDefault(peer.Id);
        if (!PullQuota.Counts(cursor, last, hadMore))
            return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        if (_buckets.Count >= MostPeers)
            _buckets.Clear();
        var limit = peer.IsOwnKind ? PullQuota.OfOwnKind : _table[QuotaDimension.FederationPull];
        if (_buckets.GetOrAdd((peer.Id, peer.IsOwnKind), _ => new TokenBucket(limit, now)).TryTake(1, now, out var retryAfter))
            return null;
        metrics.Breached(TenantId.Default, peer.NodeId, QuotaDimension.FederationPull);
        return retryAfter;
    }

    /// <summary>Remembers where a page ended, so that the one that continues it is known.</summary>
    public void Gave(Peer peer, string? cursor, bool hasMore)
    {
        if (_given.Count >= MostPeers)
            _given.Clear();
        _given[peer.Id] = (cursor, hasMore);
    }
}
