using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>Deletes events that are older than the replay window, delivered or not, and those that nobody listens to any more.</summary>
internal sealed class PruneEventsJob(SqlEngine engine, SubscriptionDirectory directory, EventFeed feed, SubscriptionSettings settings, TimeProvider time) : IJob
{
    private const int MostInATurn = 2_000;

    public string Name => "subscription events";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (engine.Options.ReadOnly)
            return;
        var window = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000 - (long)settings.Replay.TotalMicroseconds;
        feed.Forget(window);
        for (var channel = Ask(0, EventRows.NextChannel); channel is { } number; channel = Ask(number, EventRows.NextChannel))
        {
            var before = directory.Current.Channels.ContainsKey(number) ? window : long.MaxValue;
            while (Ask(number, EventRows.Oldest)?.CreatedMicroseconds < before)
            {
                ct.ThrowIfCancellationRequested();
                await engine.WriteAsync(session =>
                {
                    EventRows.Prune(session, number, before, MostInATurn);
                    return true;
                });
            }
        }
        for (var subscription = Ask(0, DeliveryRows.NextSubscription); subscription is { } number; subscription = Ask(number, DeliveryRows.NextSubscription))
        {
            // What became of an event is kept as long as the event.
            var before = directory.Current.All.TryGetValue(number, out var one) ? Ask(one.Channel, EventRows.Oldest)?.Place ?? 0 : long.MaxValue;
            while (await engine.WriteAsync(session => DeliveryRows.Prune(session, number, before, MostInATurn)) > 0)
                ct.ThrowIfCancellationRequested();
        }
    }

    private T Ask<T>(long number, Func<SqlSession, long, T> question)
    {
        using var lease = engine.Read();
        return question(lease.Session, number);
    }
}
