using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>Finds what a subscription is told next: in memory if it follows closely, else in the rows and then in memory.</summary>
internal sealed class EventReader(SqlEngine engine, EventFeed feed)
{
    /// <summary>Events after a place, oldest first.</summary>
    /// <param name="one">Whose.</param>
    /// <param name="after">The place of the last one that is known.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="since">None that was recorded before.</param>
    public EventPage After(Subscription one, long after, int most, long since = 0)
    {
        // Memory first: what it does not hold now has rows already, so the rows and this leave out nothing.
        var (isWhole, newest) = feed.After(one, after, since, most);
        if (isWhole)
            return newest;
        EventPage kept;
        using (var lease = engine.Read())
            kept = EventRows.After(lease.Session, one, after, since, most);
        if (kept.Events.Count == most)
            return kept;
        kept.Events.AddRange(newest.Events.Where(happened => happened.Place > kept.Reached).Take(most - kept.Events.Count));
        return new EventPage(kept.Events, kept.Events.Count == most ? kept.Events[^1].Place : Math.Max(kept.Reached, newest.Reached));
    }
}
