using System.Text;
using Stigmem.Core.Facts;
using Stigmem.Core.Hashing;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>
/// Notes which texts belong to one thread: those of entities that a ref fact puts into the same session, conversation or
/// document, in the order in which they were put there. What stands beside a hit helps to judge it.
/// </summary>
internal sealed class ThreadWriter(SqlSession session)
{
    private const int MostTextsOfAMember = 64;

    private static readonly SqlText InsertMember = new(
        "INSERT OR IGNORE INTO thread_members (partition, entity, thread, number) VALUES (?1, ?2, ?3, ?4)");

    private static readonly SqlText SelectMember = new("SELECT thread, number FROM thread_members WHERE partition = ?1 AND entity = ?2");
    private static readonly SqlText SelectTexts = new(
        """
        SELECT f.seq FROM store.facts f CROSS JOIN word_partitions p ON p.id = ?1 AND p.tenant = f.tenant AND p.scope = f.scope
        LEFT JOIN store.fact_states s ON s.seq = f.seq
        WHERE f.entity_key = ?2 AND f.value_type IN (0, 1) AND f.seq <= ?3
              AND p.garden = coalesce(CASE WHEN coalesce(s.garden_moved, 0) THEN s.garden ELSE f.garden END, x'')
        LIMIT ?4
        """);

    private static readonly SqlText InsertPlace = new("INSERT OR IGNORE INTO thread_places (fact, thread, number) VALUES (?1, ?2, ?3)");
    private static readonly SqlText InsertFact = new("INSERT OR IGNORE INTO thread_facts (thread, number, fact) VALUES (?1, ?2, ?3)");

    private readonly HashSet<(long Partition, long Entity)> _joined = [];
    private readonly HashSet<(long Partition, long Entity)> _told = [];

    /// <summary>Takes a fact: one that puts an entity into a thread, or one that may be in one.</summary>
    public void Note(long partition, long entity, string relation, long number, FactValueType type, string text)
    {
        if (type is FactValueType.String or FactValueType.Text)
            _told.Add((partition, entity));
        else if (type == FactValueType.Ref && ThreadRelations.Contains(relation))
        {
            Join(partition, entity, text, number);
            _joined.Add((partition, entity));
        }
    }

    /// <summary>Gives the texts of all members that were noted their places.</summary>
    public void Place(long through)
    {
        foreach (var (partition, entity) in _joined.Union(_told))
        {
            if (Thread(partition, entity) is { } place)
                Place(partition, entity, place, through);
        }
    }

    private void Join(long partition, long entity, string thread, long number)
    {
        var key = (long)XxHash64.Of(Encoding.UTF8.GetBytes($"{partition}\n{thread}"));
        using var insert = session.Use(InsertMember);
        insert.Bind(1, partition).Bind(2, entity).Bind(3, key).Bind(4, number).Execute();
    }

    private (long Thread, long Number)? Thread(long partition, long entity)
    {
        using var row = session.Use(SelectMember);
        return row.Bind(1, partition).Bind(2, entity).Step() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    private void Place(long partition, long entity, (long Thread, long Number) place, long through)
    {
        List<long> texts = [];
        using (var rows = session.Use(SelectTexts))
        {
            rows.Bind(1, partition).Bind(2, entity).Bind(3, through).Bind(4, (long)MostTextsOfAMember);
            while (rows.Step())
                texts.Add(rows.GetInt64(0));
        }
        foreach (var text in texts)
        {
            using (var insert = session.Use(InsertPlace))
                insert.Bind(1, text).Bind(2, place.Thread).Bind(3, place.Number).Execute();
            using (var insert = session.Use(InsertFact))
                insert.Bind(1, place.Thread).Bind(2, place.Number).Bind(3, text).Execute();
        }
    }
}
