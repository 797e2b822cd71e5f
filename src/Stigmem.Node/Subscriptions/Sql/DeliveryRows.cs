using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>The rows of deliveries, few for many events. Every method that writes belongs to the writer's turn.</summary>
internal static class DeliveryRows
{
    private const string Columns = "first_seq, last_seq, status, attempts, delivered_us";
    private static readonly SqlText Upsert = new(
        $"INSERT OR REPLACE INTO deliveries (subscription, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private static readonly SqlText SelectBetween = new(
        $"""
        SELECT {Columns} FROM deliveries WHERE subscription = ?1 AND first_seq <= ?3
        AND first_seq >= coalesce((SELECT max(first_seq) FROM deliveries WHERE subscription = ?1 AND first_seq <= ?2), 0) ORDER BY first_seq
        """);

    private static readonly SqlText SelectNextSubscription = new("SELECT min(subscription) FROM deliveries WHERE subscription > ?1");
    private static readonly SqlText DeleteOldest = new(
        """
        DELETE FROM deliveries WHERE subscription = ?1 AND last_seq < ?2
        AND first_seq <= (SELECT max(first_seq) FROM (SELECT first_seq FROM deliveries WHERE subscription = ?1 ORDER BY first_seq LIMIT ?3))
        RETURNING 1
        """);

    /// <summary>Writes what became of events.</summary>
    public static void Set(SqlSession session, long subscription, in Delivery delivery)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, subscription).Bind(2, delivery.First).Bind(3, delivery.Last).Bind(4, (long)delivery.Status).Bind(5, (long)delivery.Attempts)
            .Bind(6, delivery.DeliveredMicroseconds).Execute();
    }

    /// <summary>Those of events between two places, in their order.</summary>
    public static List<Delivery> Between(SqlSession session, long subscription, long first, long last)
    {
        List<Delivery> all = [];
        using var rows = session.Use(SelectBetween);
        rows.Bind(1, subscription).Bind(2, first).Bind(3, last);
        while (rows.Step())
            all.Add(new Delivery(rows.GetInt64(0), rows.GetInt64(1), (EventStatus)rows.GetInt64(2), (int)rows.GetInt64(3), rows.GetInt64OrNull(4)));
        return all;
    }

    /// <summary>The next subscription that has some, living or not; null at the end.</summary>
    public static long? NextSubscription(SqlSession session, long after)
    {
        using var row = session.Use(SelectNextSubscription);
        return row.Bind(1, after).Step() ? row.GetInt64OrNull(0) : null;
    }

    /// <summary>Deletes some of the oldest, as far as they ended before a place.</summary>
    /// <returns>How many.</returns>
    public static int Prune(SqlSession session, long subscription, long before, int most)
    {
        using var delete = session.Use(DeleteOldest);
        delete.Bind(1, subscription).Bind(2, before).Bind(3, (long)most);
        var deleted = 0;
        while (delete.Step())
            deleted++;
        return deleted;
    }
}
