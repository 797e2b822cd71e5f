using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Conflicts.Sql;

/// <summary>Records contradictions and closes them; every method belongs to the writer's turn.</summary>
internal sealed class ConflictLog(FactLog log, TenantDirectory tenants)
{
    /// <summary>What the node calls itself as a source.</summary>
    public const string NodeSource = "system:stigmem";

    /// <summary>What a conflict's entity starts with.</summary>
    public const string IdPrefix = "stigmem:conflict:";

    private const int NewestSiblings = 64;

    private static readonly SqlText SelectKnown = new("SELECT 1 FROM conflicts WHERE id = ?1");
    private static readonly SqlText Insert = new(
        "INSERT INTO conflicts (id, tenant, newer_seq, older_seq, detected_us) VALUES (?1, ?2, ?3, ?4, ?5)");

    private static readonly SqlText SelectOpenOf = new(
        """
        SELECT id, newer_seq, older_seq FROM conflicts WHERE newer_seq = ?1 AND resolved = 0
        UNION ALL
        SELECT id, newer_seq, older_seq FROM conflicts WHERE older_seq = ?1 AND resolved = 0
        """);

    private static readonly SqlText Close = new(
        "UPDATE conflicts SET resolved = 1, resolved_by = ?2, resolved_us = ?3, note = ?4 WHERE id = ?1 AND resolved = 0");

    /// <summary>The one whose record holds as long as any of them does: nothing happens in the store when a fact expires.</summary>
    public static StoredFact LongestLasting(IEnumerable<StoredFact> sayTheSame) =>
        sayTheSame.MaxBy(fact => fact.ValidUntilMicroseconds ?? long.MaxValue)!;

    /// <summary>
    /// Records that two facts are at odds, with the two facts about it that the contract asks for. A pair that has its
    /// record already, open or closed, keeps it: a fact that comes back from quarantine meets its old rivals again.
    /// </summary>
    public void Open(SqlSession session, StoredFact newer, StoredFact older)
    {
        var conflictId = Contradiction.ConflictId(newer.Id, older.Id);
        var id = Guid.Parse(conflictId.AsSpan(IdPrefix.Length));
        using (var known = session.Use(SelectKnown))
        {
            if (known.Bind(1, id).Step())
                return;
        }
        using (var insert = session.Use(Insert))
        {
            insert.Bind(1, id).Bind(2, (long)tenants.Ensure(session, newer.Tenant))
                .Bind(3, newer.Seq).Bind(4, older.Seq).Bind(5, newer.RecordedMicroseconds).Execute();
        }
        FactStates.CountConflict(session, newer.Seq, 1);
        FactStates.CountConflict(session, older.Seq, 1);
        State(session, newer, conflictId, "stigmem:conflict:between", new FactValue(FactValueType.Text, $"{newer.Id} {older.Id}", InterpretAs.Content));
        State(session, newer, conflictId, "stigmem:conflict:status", new FactValue(FactValueType.String, "unresolved", InterpretAs.Content));
    }

    /// <summary>Closes one conflict.</summary>
    public void Resolve(SqlSession session, string conflictId, StoredFact newer, StoredFact older, string? resolutionFact, string note, long atMicroseconds)
    {
        using (var close = session.Use(Close))
            close.Bind(1, Guid.Parse(conflictId.AsSpan(IdPrefix.Length))).Bind(2, resolutionFact).Bind(3, atMicroseconds).Bind(4, note).Execute();
        FactStates.CountConflict(session, newer.Seq, -1);
        FactStates.CountConflict(session, older.Seq, -1);
        State(session, newer, conflictId, "stigmem:conflict:status", new FactValue(FactValueType.String, "resolved", InterpretAs.Content));
        if (note.Length > 0)
            State(session, newer, conflictId, "stigmem:conflict:note", new FactValue(FactValueType.Text, note, InterpretAs.Content));
    }

    /// <summary>Closes every open conflict of a fact that is no longer live.</summary>
    public void CloseAllOf(SqlSession session, FactReader reader, StoredFact gone, string why, long atMicroseconds)
    {
        foreach (var (id, newerSeq, olderSeq) in OpenOf(session, gone.Seq))
        {
            var (newer, older) = (reader.Find(session, newerSeq)!, reader.Find(session, olderSeq)!);
            Resolve(session, IdPrefix + id, newer, older, null, why, atMicroseconds);
            Succeed(session, reader, newer, older, atMicroseconds);
        }
    }

    /// <summary>
    /// One record stands for all facts of its two values. When it is closed and others still say the same as a side that is
    /// gone, the values are at odds as before, and a record between those who are left says so.
    /// </summary>
    private void Succeed(SqlSession session, FactReader reader, StoredFact newer, StoredFact older, long now)
    {
        if (Standing(session, reader, newer, now) is { } one && Standing(session, reader, older, now) is { } other
            && Contradiction.Contradicts(one.ToAssertion(now), other.ToAssertion(now)))
            Open(session, one.Seq > other.Seq ? one : other, one.Seq > other.Seq ? other : one);
    }

    /// <summary>Supersedes a loser and every live fact of its tuple and garden that says the same, and closes their other conflicts.</summary>
    public void Supersede(SqlSession session, FactReader reader, StoredFact loser, long atMicroseconds)
    {
        var claim = loser.ToAssertion(atMicroseconds);
        var tuple = new FactTuple(loser.Tenant, loser.Entity, loser.Relation, loser.Scope);
        var group = reader.FindAll(session, tuple, int.MaxValue).Where(fact =>
        {
            var other = fact.ToAssertion(atMicroseconds);
            return fact.Seq == loser.Seq || (other.IsLive && other.Confidence > 0 && fact.Garden == loser.Garden && other.HasValueOf(claim));
        }).ToList();
        foreach (var fact in group)
            FactStates.Supersede(session, fact.Seq, atMicroseconds);
        foreach (var fact in group)
            CloseAllOf(session, reader, fact, "a side lost another conflict", atMicroseconds);
    }

    /// <summary>The open conflicts of a fact.</summary>
    public static IReadOnlyList<(Guid Id, long Newer, long Older)> OpenOf(SqlSession session, long seq)
    {
        using var rows = session.Use(SelectOpenOf);
        rows.Bind(1, seq);
        List<(Guid, long, long)> open = [];
        while (rows.Step())
            open.Add((rows.GetGuid(0), rows.GetInt64(1), rows.GetInt64(2)));
        return open;
    }

    /// <summary>The fact, or one that says the same in its place.</summary>
    private static StoredFact? Standing(SqlSession session, FactReader reader, StoredFact side, long now)
    {
        var current = reader.Find(session, side.Seq)!;
        if (current.IsLive(now))
            return current;
        var sayTheSame = reader.FindAll(session, new FactTuple(side.Tenant, side.Entity, side.Relation, side.Scope), NewestSiblings).Where(other =>
            other.Garden == side.Garden && other.Value.Type == side.Value.Type && other.Value.Text == side.Value.Text && other.Confidence > 0 && other.IsLive(now)).ToList();
        return sayTheSame.Count > 0 ? LongestLasting(sayTheSame) : null;
    }

    /// <summary>Appends a fact that the node states about the scope, garden and tenant of another.</summary>
    public StoredFact State(SqlSession session, StoredFact about, string entity, string relation, FactValue value) =>
        log.Append(session, new NewFact
        {
            Tenant = about.Tenant,
            Entity = entity,
            Relation = relation,
            Value = value,
            Source = NodeSource,
            Confidence = 1,
            Scope = about.Scope,
            Garden = about.Garden,
            Actor = NodeSource,
            Cid = NewFact.CidOf(entity, relation, value, NodeSource, 1, about.Scope),
        });
}
