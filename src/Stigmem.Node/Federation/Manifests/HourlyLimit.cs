using System.Collections.Concurrent;
using Stigmem.Core.Quotas;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Ten times an hour for each name. Counted in memory, as quotas are.</summary>
internal sealed class HourlyLimit(TimeProvider time)
{
    private const int MostNames = 10_000;
    private static readonly QuotaLimit Limit = QuotaLimit.PerHour(10);
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one of the ten, or says in how many seconds there is one again.</summary>
    public bool TryTake(string name, out double retryAfterSeconds)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        if (_buckets.Count >= MostNames)
        {
            foreach (var (full, _) in _buckets.Where(pair => pair.Value.Remaining(now) >= pair.Value.Capacity))
                _buckets.TryRemove(full, out _);
        }
        return _buckets.GetOrAdd(name, _ => new TokenBucket(Limit, now)).TryTake(1, now, out retryAfterSeconds);
    }
}
