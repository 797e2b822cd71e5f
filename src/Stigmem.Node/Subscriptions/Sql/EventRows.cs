using Stigmem.Core.Subscriptions;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>The rows of events, in the order of the log. Every method that writes belongs to the writer's turn.</summary>
internal static class EventRows
{
    private static readonly SqlText Insert = new(
        "INSERT OR IGNORE INTO subscription_events (subscription, seq, kind, fact_seq, other_seq, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private static readonly SqlText SelectAfter = new(
        """
        SELECT seq, kind, fact_seq, other_seq, created_us, delivered_us, status, attempts
        FROM subscription_events WHERE subscription = ?1 AND seq > ?2 AND created_us >= ?3 ORDER BY seq LIMIT ?4
        """);

    private static readonly SqlText Update = new(
        "UPDATE subscription_events SET status = ?3, attempts = ?4, delivered_us = ?5 WHERE subscription = ?1 AND seq = ?2");

    private static readonly SqlText SelectNextSubscription = new("SELECT min(subscription) FROM subscription_events WHERE subscription > ?1");
    private static readonly SqlText SelectOldest = new("SELECT created_us FROM subscription_events WHERE subscription = ?1 ORDER BY seq LIMIT 1");
    private static readonly SqlText DeleteOldest = new(
        """
        DELETE FROM subscription_events WHERE subscription = ?1 AND created_us < ?2
        AND seq <= (SELECT max(seq) FROM (SELECT seq FROM subscription_events WHERE subscription = ?1 ORDER BY seq LIMIT ?3))
        """);

    /// <summary>Records an event; one that is known already stays as it is.</summary>
    public static void Add(SqlSession session, long subscription, SubscriptionEvent happened)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, subscription).Bind(2, happened.Place).Bind(3, (long)happened.Kind).Bind(4, happened.Fact).Bind(5, happened.Other)
            .Bind(6, happened.CreatedMicroseconds).Execute();
    }

    /// <summary>Events after a place, oldest first.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="subscription">Whose.</param>
    /// <param name="after">The place of the last one that is known.</param>
    /// <param name="since">None that was recorded before.</param>
    /// <param name="most">How many at most.</param>
    public static List<SubscriptionEvent> After(SqlSession session, long subscription, long after, long since, int most)
    {
        List<SubscriptionEvent> events = [];
        using var rows = session.Use(SelectAfter);
        rows.Bind(1, subscription).Bind(2, after).Bind(3, since).Bind(4, (long)most);
        while (rows.Step())
        {
            events.Add(new SubscriptionEvent(rows.GetInt64(0), (EventKind)rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64OrNull(3))
            {
                CreatedMicroseconds = rows.GetInt64(4),
                DeliveredMicroseconds = rows.GetInt64OrNull(5),
                Status = (EventStatus)rows.GetInt64(6),
                Attempts = (int)rows.GetInt64(7),
            });
        }
        return events;
    }

    /// <summary>Writes what became of an event.</summary>
    public static void Set(SqlSession session, long subscription, SubscriptionEvent happened)
    {
        using var update = session.Use(Update);
        update.Bind(1, subscription).Bind(2, happened.Place).Bind(3, (long)happened.Status).Bind(4, (long)happened.Attempts)
            .Bind(5, happened.DeliveredMicroseconds).Execute();
    }

    /// <summary>The next subscription that has events, living or not; null at the end.</summary>
    public static long? NextSubscription(SqlSession session, long after)
    {
        using var row = session.Use(SelectNextSubscription);
        return row.Bind(1, after).Step() ? row.GetInt64OrNull(0) : null;
    }

    /// <summary>When the oldest event of a subscription was recorded.</summary>
    public static long? Oldest(SqlSession session, long subscription)
    {
        using var row = session.Use(SelectOldest);
        return row.Bind(1, subscription).Step() ? row.GetInt64(0) : null;
    }

    /// <summary>Deletes some of the oldest events, as far as they were recorded before a time.</summary>
    public static void Prune(SqlSession session, long subscription, long before, int most)
    {
        using var delete = session.Use(DeleteOldest);
        delete.Bind(1, subscription).Bind(2, before).Bind(3, (long)most).Execute();
    }
}
