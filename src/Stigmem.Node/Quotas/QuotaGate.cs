using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Quotas;

/// <summary>
/// Takes a token for each request of a caller with a key (access contract, section 9) and tells in <c>RateLimit-*</c>
/// headers how many are left and when all will be back.
/// </summary>
internal sealed class QuotaGate(QuotaBuckets buckets, QuotaMetrics metrics, TimeProvider time)
{
    /// <summary>Takes tokens.</summary>
    /// <returns>Null when there were enough, else in how many seconds there will be.</returns>
    public double? Take(Principal caller, QuotaDimension dimension, double tokens, HttpResponse response)
    {
        if (!buckets.Table.IsEnabled || caller.IsAnonymous)
            return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var bucket = buckets.Touch(new BucketKey(caller.EntityUri, caller.Tenant, dimension), now);
        var taken = bucket.TryTake(tokens, now, out var retryAfter);
        var left = bucket.Remaining(now);
        response.Headers["RateLimit-Limit"] = Whole(bucket.Capacity);
        response.Headers["RateLimit-Remaining"] = Whole(Math.Floor(left));
        response.Headers["RateLimit-Reset"] = Whole(Math.Ceiling((bucket.Capacity - left) / buckets.Table[dimension].RefillPerSecond));
        if (taken)
            return null;
        metrics.Breached(caller, dimension);
        return retryAfter;
    }

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
