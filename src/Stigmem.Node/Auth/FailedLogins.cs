using System.Collections.Concurrent;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>Counts failed log-ins by address, so that guessing is slow and cheap to refuse.</summary>
internal sealed class FailedLogins(LimitSettings limits, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private readonly QuotaLimit _limit = new(limits.FailedAuthPerMinute, limits.FailedAuthPerMinute / 60.0);
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = [];

    /// <summary>The refusal of an address that must wait.</summary>
    public static Fault TooMany(double seconds) => new(FaultCode.TooManyFailedLogins, "too many failed log-ins from this address; try again later")
    {
        Extra = [KeyValuePair.Create("retry_after", (object?)seconds)],
    };

    /// <summary>How many seconds an address must wait, or null when it may try.</summary>
    public double? RetryAfter(string address)
    {
        if (!_buckets.TryGetValue(address, out var bucket))
            return null;
        var missing = 1 - bucket.Remaining(Now());
        return missing <= 0 ? null : missing / _limit.RefillPerSecond;
    }

    /// <summary>Counts one failure.</summary>
    public void Count(string address)
    {
        if (_buckets.Count >= MostAddresses)
            _buckets.Clear();
        _buckets.GetOrAdd(address, _ => new TokenBucket(_limit, Now())).TryTake(1, Now(), out _);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
