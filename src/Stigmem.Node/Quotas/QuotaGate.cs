using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Quotas;

/// <summary>
/// Takes a token for each request of a caller with a key (access contract, section 9) and tells in <c>RateLimit-*</c>
/// headers how many are left. Buckets live in memory: a restart fills them, which costs an abuser nothing more than an
/// hour's worth.
/// </summary>
internal sealed class QuotaGate(LimitSettings limits, QuotaMetrics metrics, TimeProvider time)
{
    private const int MostBuckets = 100_000;
    private readonly QuotaTable _table = new(limits.WritesPerHour, limits.ReadsPerHour);
    private readonly ConcurrentDictionary<(string Entity, string Tenant, QuotaDimension Dimension), TokenBucket> _buckets = [];

    /// <summary>Whether anything is limited.</summary>
    public bool IsEnabled => _table.IsEnabled;

    /// <summary>Takes tokens.</summary>
    /// <returns>Null when there were enough, else in how many seconds there will be.</returns>
    public double? Take(Principal caller, QuotaDimension dimension, double tokens, HttpResponse response)
    {
        if (!_table.IsEnabled || caller.IsAnonymous)
            return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        if (_buckets.Count >= MostBuckets)
            _buckets.Clear();
        var bucket = _buckets.GetOrAdd((caller.EntityUri, caller.Tenant, dimension), static (key, state) => state._table.NewBucket(key.Dimension, state.now), (_table, now));
        var taken = bucket.TryTake(tokens, now, out var retryAfter);
        response.Headers["RateLimit-Limit"] = Whole(bucket.Capacity);
        response.Headers["RateLimit-Remaining"] = Whole(Math.Floor(bucket.Remaining(now)));
        if (taken)
            return null;
        metrics.Breached(caller, dimension);
        return retryAfter;
    }

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
