using Stigmem.Core.Facts;
using Stigmem.Core.Subscriptions;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>
/// Turns rows of the log into events (decision 0103). Events and the place up to which the log was read are kept in one turn of the
/// writer, so that nothing is missed or told twice after a crash. One pass at a time.
/// </summary>
internal sealed class EventDispatch(
    SqlEngine engine, SubscriptionDirectory directory, SubscriberRights rights, FactReader reader, TenantDirectory tenants, AliasDirectory aliases,
    CommitSequence sequence, EventBells bells, TimeProvider time)
{
    private const int MostRows = 2_000;
    private const int MostEvents = 800;
    private const int UnkeptRows = 10_000;
    private const string ConflictRelation = "stigmem:conflict:between";

    private static readonly SqlText SelectRows = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND f.seq <= ?2 ORDER BY f.seq");

    private const long Nowhere = -1;
    private long _position = Nowhere;
    private long _kept;

    /// <summary>The place up to which the log has been turned into events; negative while nobody wants to know.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>One pass over what was committed since the last one.</summary>
    /// <returns>How many events came of it, and whether there is more to read.</returns>
    public async Task<(int Events, bool HasMore)> RunOnceAsync()
    {
        // In this order: subscriptions are published before the head, so none is missing that was there when the head was reached.
        var head = sequence.Head;
        var subscriptions = directory.Current;
        if (subscriptions.IsEmpty)
        {
            Interlocked.Exchange(ref _position, Nowhere);
            return (0, false);
        }
        List<(Subscription Of, SubscriptionEvent Event)> found = [];
        var last = Read(subscriptions, head, found);
        if (found.Count > 0 || last - _kept > UnkeptRows)
        {
            await engine.WriteAsync(session =>
            {
                foreach (var (of, happened) in found.Where(one => directory.Working.All.ContainsKey(one.Of.Number)))
                    EventRows.Add(session, of.Number, happened);
                SubscriptionRows.SetPosition(session, last);
                return true;
            });
            _kept = last;
        }
        Interlocked.Exchange(ref _position, last);
        foreach (var number in found.Select(one => one.Of.Number).Distinct())
            bells.Ring(number);
        return (found.Count, last < head);
    }

    /// <summary>Reads on until there is enough for a turn of the writer; returns the place that was reached.</summary>
    private long Read(SubscriptionMap subscriptions, long head, List<(Subscription Of, SubscriptionEvent Event)> found)
    {
        var names = aliases.Current;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        using var lease = engine.Read();
        var position = _position != Nowhere ? _position : _kept = SubscriptionRows.Position(lease.Session);
        using var rows = lease.Session.Use(SelectRows);
        rows.Bind(1, position).Bind(2, head);
        var read = 0;
        while (found.Count < MostEvents && read < MostRows)
        {
            if (!rows.Step())
                return Math.Max(head, position);
            read++;
            var row = FactRow.Read(rows, tenants.NameOf);
            position = row.Seq;
            // What the node notes of conflicts, members and senders is no news of its own; a conflict is, of its sides.
            if (!Relations.IsReserved(row.Entity, row.Relation, row.Source))
                Tell(row, null, row.Seq);
            else if (row.Actor == ConflictLog.NodeSource && row.ReceivedFrom is null && row.Relation == ConflictRelation && Sides(lease.Session, row) is { } sides)
                Tell(sides.Newer, sides.Older, row.Seq);
        }
        return position;

        void Tell(StoredFact fact, StoredFact? other, long place)
        {
            foreach (var one in subscriptions.Watching(fact, names).Where(one => one.After < place))
            {
                if (KindFor(one, fact, other) is { } kind && rights.MaySee(one, fact, other))
                    found.Add((one, new SubscriptionEvent(place, kind, fact.Seq, other?.Seq) { CreatedMicroseconds = now }));
            }
        }
    }

    /// <summary>What it is to a subscription; null when that did not ask. A contradiction of something said here is news from here.</summary>
    private static EventKind? KindFor(Subscription one, StoredFact fact, StoredFact? other)
    {
        var isOfPeers = fact.ReceivedFrom is not null && other is not { ReceivedFrom: null };
        if (isOfPeers && !one.IncludesPeers)
            return null;
        if (other is null)
            return one.Filter.OfFact(fact.Confidence == 0);
        return one.Filter.Has(EventKind.ContradictionDetected) ? EventKind.ContradictionDetected : null;
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
}
