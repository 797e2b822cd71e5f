using System.Collections.Concurrent;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Quotas.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Quotas;

/// <summary>
/// The buckets of all callers: in memory for every request, in the store as they stood some seconds ago, so that who has
/// used up a quota gains nothing by a restart and reading costs no commit.
/// </summary>
internal sealed class QuotaBuckets
{
    private const int MostBuckets = 100_000;
    private const int MostInATurn = 2_000;
    private readonly SqlEngine _engine;
    private readonly QuotaBucketRows _rows;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<BucketKey, TokenBucket> _buckets = [];
    private readonly ConcurrentDictionary<BucketKey, TokenBucket> _touched = [];

    public QuotaBuckets(SqlEngine engine, QuotaBucketRows rows, LimitSettings limits, TimeProvider time)
    {
        (_engine, _rows, _time) = (engine, rows, time);
        Table = new QuotaTable(limits.WritesPerHour, limits.ReadsPerHour);
        if (Table.IsEnabled)
            Load();
    }

    /// <summary>The limits in force.</summary>
    public QuotaTable Table { get; }

    /// <summary>The bucket of a caller, which is about to change.</summary>
    public TokenBucket Touch(BucketKey key, long nowMicroseconds)
    {
        if (_buckets.Count >= MostBuckets)
            _buckets.Clear();
        var bucket = _buckets.GetOrAdd(key, static (key, state) => state.Table.NewBucket(key.Dimension, state.Now), (Table, Now: nowMicroseconds));
        _touched[key] = bucket;
        return bucket;
    }

    /// <summary>Writes down what has changed since the last time.</summary>
    public async Task FlushAsync()
    {
        if (_engine.Options.ReadOnly)
            return;
        while (!_touched.IsEmpty)
        {
            List<BucketLevel> levels = [];
            var now = Now();
            foreach (var (key, _) in _touched.Take(MostInATurn))
            {
                if (_touched.TryRemove(key, out var bucket))
                    levels.Add(new BucketLevel(key, bucket.Remaining(now), now));
            }
            await _engine.WriteAsync(session =>
            {
                _rows.Write(session, levels, now - Table.LongestFillMicroseconds);
                return true;
            });
        }
    }

    private void Load()
    {
        using var lease = _engine.Read();
        var now = Now();
        foreach (var (key, tokens, at) in _rows.Read(lease.Session, now - Table.LongestFillMicroseconds))
        {
            // A clock that was set back since must not keep a bucket empty until it is there again.
            _buckets[key] = new TokenBucket(Table[key.Dimension], tokens, Math.Min(at, now));
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
