using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>
/// Turns rows of the log into events (decisions 0103, 0122): those who follow are told at once, the rows of events are written behind.
/// One pass at a time.
/// </summary>
internal sealed class EventDispatch(
    SqlEngine engine, SubscriptionDirectory directory, SubscriberRights rights, FactReader reader, TenantDirectory tenants, AliasDirectory aliases,
    CommitSequence sequence, EventFeed feed, EventKeeper keeper, EventBells bells, TimeProvider time)
{
    private const int MostRows = 4_000;
    private const string ConflictRelation = "stigmem:conflict:between";

    private static readonly SqlText SelectRows = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND f.seq <= ?2 ORDER BY f.seq");

    private const long Nowhere = -1;
    private long _position = Nowhere;

    /// <summary>The place up to which the log has been turned into rows of events; negative while nobody wants to know.</summary>
    public long Position => keeper.Position;

    /// <summary>One pass over what was committed since the last one.</summary>
    /// <returns>How many events came of it, and whether there is more to read.</returns>
    public async Task<(int Events, bool HasMore)> RunOnceAsync()
    {
        if (keeper.Turns is { IsFaulted: true } failed)
        {
            // From the place that the store has.
            _position = Nowhere;
            keeper.Begin(Nowhere);
            await failed;
        }
        if (keeper.IsBehind)
            await keeper.Turns;
        // In this order: subscriptions are published before the head, so none is missing that was there when the head was reached.
        var head = sequence.Head;
        var subscriptions = directory.Current;
        if (subscriptions.IsEmpty)
        {
            _position = Nowhere;
            keeper.Begin(Nowhere);
            return (0, false);
        }
        var found = new Found(subscriptions, rights);
        using (var lease = engine.Read())
        {
            if (_position == Nowhere)
                keeper.Begin(_position = SubscriptionRows.Position(lease.Session));
            var last = Read(lease.Session, head, found);
            feed.Add(_position, found.Events);
            keeper.Add(found.Events, last);
            _position = last;
        }
        foreach (var number in found.Told)
            bells.Ring(number);
        return (found.Events.Count, _position < head);
    }

    /// <summary>Reads on, but not for ever; returns the place that was reached.</summary>
    private long Read(SqlSession session, long head, Found found)
    {
        var names = aliases.Current;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var position = _position;
        using var rows = session.Use(SelectRows);
        rows.Bind(1, position).Bind(2, head);
        for (var read = 0; read < MostRows; read++)
        {
            if (!rows.Step())
                return Math.Max(head, position);
            var row = FactRow.Read(rows, tenants.NameOf);
            position = row.Seq;
            // What the node notes of conflicts, members and senders is no news of its own; a conflict is, of its sides.
            if (!Relations.IsReserved(row.Entity, row.Relation, row.Source))
                found.Add(row.Seq, row, null, names, now);
            else if (row.Actor == ConflictLog.NodeSource && row.ReceivedFrom is null && row.Relation == ConflictRelation && Sides(session, row) is { } sides)
                found.Add(row.Seq, sides.Newer, sides.Older, names, now);
        }
        return position;
    }

    /// <summary>The two facts that a conflict's own fact names, the newer first.</summary>
    private (StoredFact Newer, StoredFact Older)? Sides(SqlSession session, StoredFact conflict)
    {
        var ids = conflict.Value.Text.Split(' ');
        return ids.Length == 2 && Guid.TryParse(ids[0], out var newerId) && Guid.TryParse(ids[1], out var olderId)
            && reader.Find(session, newerId, conflict.Tenant) is { } newer && reader.Find(session, olderId, conflict.Tenant) is { } older
                ? (newer, older)
                : null;
    }

    /// <summary>What one pass found: an event for each channel, however many listen to it.</summary>
    private sealed class Found(SubscriptionMap subscriptions, SubscriberRights rights)
    {
        // Rights are asked for once a pass, which takes some milliseconds.
        private readonly Dictionary<long, IReadOnlyList<Principal>> _viewers = [];

        public List<(long Channel, SubscriptionEvent Event)> Events { get; } = [];

        /// <summary>The subscriptions that are told of any.</summary>
        public HashSet<long> Told { get; } = [];

        public void Add(long place, StoredFact fact, StoredFact? other, Aliases.AliasMap names, long now)
        {
            foreach (var channel in subscriptions.Watching(fact, names))
            {
                if (channel.KindFor(fact, other) is not { } kind)
                    continue;
                var listeners = channel.Listeners.Where(one => one.After < place).ToLookup(one => MaySee(one, fact, other));
                if (!listeners[true].Any())
                    continue;
                Told.UnionWith(listeners[true].Select(one => one.Number));
                Events.Add((channel.Number, new SubscriptionEvent(place, kind, fact.Seq, other?.Seq)
                {
                    CreatedMicroseconds = now, Untold = [.. listeners[false].Select(one => one.Number)],
                }));
            }
        }

        private bool MaySee(Subscription one, StoredFact fact, StoredFact? other)
        {
            if (!_viewers.TryGetValue(one.Number, out var viewers))
                _viewers.Add(one.Number, viewers = rights.Viewers(one));
            return viewers.Any(viewer => rights.Shows(viewer, fact, other));
        }
    }
}
