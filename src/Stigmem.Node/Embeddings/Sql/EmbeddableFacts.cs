using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Embeddings.Sql;

/// <summary>Facts in the order of the log, those included that were let out of quarantine since.</summary>
internal sealed class EmbeddableFacts(SqlEngine engine, TenantDirectory tenants)
{
    private static readonly SqlText SelectNew = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND f.seq <= ?2 ORDER BY f.seq");

    private static readonly SqlText SelectReleased = new(
        $"""
        SELECT {FactRow.Columns} FROM audit_events a JOIN facts f ON f.id = a.fact_id LEFT JOIN fact_states s ON s.seq = f.seq
        WHERE a.seq > ?1 AND a.seq <= ?2 AND a.event_type = 'quarantine_promote' AND f.seq <= ?1
        """);

    private static readonly SqlText SelectMark = new("SELECT chain_hash FROM facts WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1");

    /// <summary>What the log has after one number up to and including another.</summary>
    public IReadOnlyList<StoredFact> Between(long after, long through)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        return [.. Read(lease.Session, SelectReleased, after, through), .. Read(lease.Session, SelectNew, after, through)];
    }

    /// <summary>Tells the log up to a number from every other log.</summary>
    public byte[] MarkOf(long position)
    {
        using var lease = engine.Read();
        using var row = lease.Session.Use(SelectMark);
        return row.Bind(1, position).Step() ? row.GetBytes(0).ToArray() : [];
    }

    private List<StoredFact> Read(SqlSession session, SqlText text, long after, long through)
    {
        List<StoredFact> facts = [];
        using var rows = session.Use(text);
        rows.Bind(1, after).Bind(2, through);
        while (rows.Step())
            facts.Add(FactRow.Read(rows, tenants.NameOf));
        return facts;
    }
}
