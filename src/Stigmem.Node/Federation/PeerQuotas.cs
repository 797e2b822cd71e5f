using System.Collections.Concurrent;
using Stigmem.Core.Quotas;
using Stigmem.Core.Replication;
using Stigmem.Core.Tenants;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Quotas;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation;

/// <summary>
/// The buckets of each peer (federation contract, section 11). Switching off the quotas of keys switches them off as well.
/// </summary>
internal sealed class PeerQuotas(LimitSettings limits, QuotaMetrics metrics, TimeProvider time)
{
    private const int MostBuckets = 30_000;
    private readonly QuotaTable _table = new(limits.WritesPerHour, limits.ReadsPerHour);
    private readonly ConcurrentDictionary<(string NodeId, bool IsOwnKind, QuotaDimension Dimension), TokenBucket> _buckets = [];

    /// <summary>Takes tokens of a peer.</summary>
    /// <returns>Null when there were enough, else in how many seconds there will be.</returns>
    public double? Take(Peer peer, QuotaDimension dimension, double tokens)
    {
        if (!_table.IsEnabled)
            return null;
        var now = Now();
        if (Bucket(peer, dimension, now).TryTake(tokens, now, out var retryAfter))
            return null;
        metrics.Breached(TenantId.Default, peer.NodeId, dimension);
        return retryAfter;
    }

    /// <summary>Takes what a peer has used already, whether there was enough or not; what was lacking, it waits for.</summary>
    public void Charge(Peer peer, QuotaDimension dimension, double tokens)
    {
        var now = Now();
        if (_table.IsEnabled)
            Bucket(peer, dimension, now).Charge(tokens, now);
    }

    private TokenBucket Bucket(Peer peer, QuotaDimension dimension, long now)
    {
        if (_buckets.Count >= MostBuckets)
            _buckets.Clear();
        var limit = dimension == QuotaDimension.FederationPull && peer.IsOwnKind ? PullQuota.OfOwnKind : _table[dimension];
        return _buckets.GetOrAdd((peer.NodeId, peer.IsOwnKind, dimension), _ => new TokenBucket(limit, now));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
