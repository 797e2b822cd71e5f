using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>Deletes events that are older than the replay window, delivered or not, and those of subscriptions that have ended.</summary>
internal sealed class PruneEventsJob(SqlEngine engine, SubscriptionDirectory directory, SubscriptionSettings settings, TimeProvider time) : IJob
{
    private const int MostInATurn = 2_000;

    public string Name => "subscription events";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (engine.Options.ReadOnly)
            return;
        for (var subscription = Next(0); subscription is { } number; subscription = Next(number))
        {
            var before = directory.Current.All.ContainsKey(number)
                ? time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000 - (long)settings.Replay.TotalMicroseconds
                : long.MaxValue;
            while (Oldest(number) < before)
            {
                ct.ThrowIfCancellationRequested();
                await engine.WriteAsync(session =>
                {
                    EventRows.Prune(session, number, before, MostInATurn);
                    return true;
                });
            }
        }
    }

    private long? Next(long after)
    {
        using var lease = engine.Read();
        return EventRows.NextSubscription(lease.Session, after);
    }

    private long? Oldest(long subscription)
    {
        using var lease = engine.Read();
        return EventRows.Oldest(lease.Session, subscription);
    }
}
