using System.Globalization;
using Stigmem.Core.Subscriptions;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>The rows of events, in the order of the log. Every method that writes belongs to the writer's turn.</summary>
internal static class EventRows
{
    private static readonly SqlText Insert = new(
        "INSERT OR IGNORE INTO channel_events (channel, seq, kind, fact_seq, other_seq, created_us, untold) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    private static readonly SqlText SelectAfter = new(
        """
        SELECT seq, kind, fact_seq, other_seq, created_us, untold FROM channel_events WHERE channel = ?1 AND seq > ?2 AND created_us >= ?3 ORDER BY seq
        """);

    private static readonly SqlText SelectNextChannel = new("SELECT min(channel) FROM channel_events WHERE channel > ?1");
    private static readonly SqlText SelectOldest = new("SELECT seq, created_us FROM channel_events WHERE channel = ?1 ORDER BY seq LIMIT 1");
    private static readonly SqlText DeleteOldest = new(
        """
        DELETE FROM channel_events WHERE channel = ?1 AND created_us < ?2
        AND seq <= (SELECT max(seq) FROM (SELECT seq FROM channel_events WHERE channel = ?1 ORDER BY seq LIMIT ?3))
        """);

    /// <summary>Records an event; one that is known already stays as it is.</summary>
    public static void Add(SqlSession session, long channel, SubscriptionEvent happened)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, channel).Bind(2, happened.Place).Bind(3, (long)happened.Kind).Bind(4, happened.Fact).Bind(5, happened.Other)
            .Bind(6, happened.CreatedMicroseconds).Bind(7, happened.Untold.Count == 0 ? null : string.Join(' ', happened.Untold)).Execute();
    }

    /// <summary>What a subscription is told after a place, oldest first.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="one">Whose.</param>
    /// <param name="after">The place of the last one that is known.</param>
    /// <param name="since">None that was recorded before.</param>
    /// <param name="most">How many at most.</param>
    public static EventPage After(SqlSession session, Subscription one, long after, long since, int most)
    {
        List<SubscriptionEvent> events = [];
        var reached = Math.Max(after, one.After);
        using var rows = session.Use(SelectAfter);
        rows.Bind(1, one.Channel).Bind(2, reached).Bind(3, since);
        while (events.Count < most && rows.Step())
        {
            var happened = Read(rows);
            reached = happened.Place;
            if (happened.IsFor(one))
                events.Add(happened);
        }
        return new EventPage(events, reached);
    }

    /// <summary>The next channel that has events, whether or not anybody listens to it; null at the end.</summary>
    public static long? NextChannel(SqlSession session, long after)
    {
        using var row = session.Use(SelectNextChannel);
        return row.Bind(1, after).Step() ? row.GetInt64OrNull(0) : null;
    }

    /// <summary>Place and time of the oldest event of a channel.</summary>
    public static (long Place, long CreatedMicroseconds)? Oldest(SqlSession session, long channel)
    {
        using var row = session.Use(SelectOldest);
        return row.Bind(1, channel).Step() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>Deletes some of the oldest events, as far as they were recorded before a time.</summary>
    public static void Prune(SqlSession session, long channel, long before, int most)
    {
        using var delete = session.Use(DeleteOldest);
        delete.Bind(1, channel).Bind(2, before).Bind(3, (long)most).Execute();
    }

    private static SubscriptionEvent Read(SqlStatement row) => new(row.GetInt64(0), (EventKind)row.GetInt64(1), row.GetInt64(2), row.GetInt64OrNull(3))
    {
        CreatedMicroseconds = row.GetInt64(4),
        Untold = row.GetStringOrNull(5) is { } numbers ? [.. numbers.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))] : [],
    };
}
