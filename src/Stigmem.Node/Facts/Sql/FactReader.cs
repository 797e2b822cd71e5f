using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts.Sql;

/// <summary>Looks facts up by id, content id, number and tuple. Who may see them is decided by <see cref="FactVisibility"/>.</summary>
internal sealed class FactReader(SqlEngine engine, TenantDirectory tenants)
{
    private const int MostOfOneCid = 1_000;

    private static readonly SqlText ById = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.id = ?1");
    private static readonly SqlText BySeq = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq = ?1");
    // The index file follows the log: what it does not have yet is looked for in the log's end.
    private static readonly SqlText ByCid = new(
        $"""
        SELECT {FactRow.Columns}
        FROM (SELECT seq FROM {IndexFile.Schema}.cids WHERE key = ?1
              UNION SELECT seq FROM facts WHERE seq > (SELECT position FROM {IndexFile.Schema}.progress) AND cid = ?2) c
        CROSS JOIN facts f ON f.seq = c.seq LEFT JOIN fact_states s ON s.seq = f.seq
        WHERE f.cid = ?2 AND f.tenant = ?3 ORDER BY f.seq DESC LIMIT {MostOfOneCid}
        """);

    private static readonly SqlText ByTuple = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.tuple_key = ?1 ORDER BY f.seq DESC LIMIT ?2");

    private static readonly SqlText SecondOfTuple = new("SELECT seq FROM facts WHERE tuple_key = ?1 LIMIT 1 OFFSET 1");

    private static readonly SqlText RetractionsOfTuple = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.tuple_key = ?1 AND f.confidence = 0 AND f.source = ?2 ORDER BY f.seq DESC");

    /// <summary>The fact with an id, in any tenant but the caller's only if <paramref name="tenant"/> says so.</summary>
    public StoredFact? Find(Guid id, string tenant)
    {
        using var lease = engine.Read();
        return Find(lease.Session, id, tenant);
    }

    /// <inheritdoc cref="Find(Guid, string)"/>
    public StoredFact? Find(SqlSession session, Guid id, string tenant) =>
        FindInAnyTenant(session, id) is { } fact && fact.Tenant == tenant ? fact : null;

    /// <summary>The fact that has an id, whosever it is: an id is taken only once in the whole store.</summary>
    public StoredFact? FindInAnyTenant(SqlSession session, Guid id)
    {
        using var row = session.Use(ById);
        return row.Bind(1, id).Step() ? FactRow.Read(row, tenants.NameOf) : null;
    }

    /// <summary>The fact with a commit number.</summary>
    public StoredFact? Find(SqlSession session, long seq)
    {
        using var row = session.Use(BySeq);
        row.Bind(1, seq);
        return row.Step() ? FactRow.Read(row, tenants.NameOf) : null;
    }

    /// <summary>Committed facts with a content id, newest first.</summary>
    public IReadOnlyList<StoredFact> FindAll(ContentId cid, string tenant)
    {
        using var lease = engine.Read();
        Span<byte> bytes = stackalloc byte[32];
        cid.CopyTo(bytes);
        using var rows = lease.Session.Use(ByCid);
        rows.BindBlob(1, bytes[..8]).BindBlob(2, bytes).Bind(3, (long)tenants.NumberOf(tenant));
        return ReadAll(rows);
    }

    /// <summary>Facts of a tuple, newest first.</summary>
    public IReadOnlyList<StoredFact> FindAll(SqlSession session, in FactTuple tuple, int most)
    {
        using var rows = session.Use(ByTuple);
        rows.Bind(1, tuple.Key).Bind(2, (long)most);
        return [.. OfTuple(rows, tuple)];
    }

    /// <summary>The same, all of them, one at a time: a tuple may have more facts than memory holds.</summary>
    public IEnumerable<StoredFact> Walk(SqlSession session, FactTuple tuple)
    {
        using var rows = session.Use(ByTuple);
        rows.Bind(1, tuple.Key).Bind(2, long.MaxValue);
        foreach (var fact in OfTuple(rows, tuple))
            yield return fact;
    }

    /// <summary>Whether nobody ever said anything else in a tuple that has a fact: the index alone tells.</summary>
    public bool IsAlone(SqlSession session, in FactTuple tuple)
    {
        using var row = session.Use(SecondOfTuple);
        return !row.Bind(1, tuple.Key).Step();
    }

    /// <summary>What a source took back in a tuple, newest first, however long ago.</summary>
    public IReadOnlyList<StoredFact> Retractions(SqlSession session, in FactTuple tuple, string source)
    {
        using var rows = session.Use(RetractionsOfTuple);
        rows.Bind(1, tuple.Key).Bind(2, source);
        return [.. OfTuple(rows, tuple)];
    }

    /// <summary>The key of a tuple is a hash: the texts decide.</summary>
    private IEnumerable<StoredFact> OfTuple(SqlStatement rows, FactTuple tuple)
    {
        while (rows.Step())
        {
            var fact = FactRow.Read(rows, tenants.NameOf);
            if (fact.Tenant == tuple.Tenant && fact.Entity == tuple.Entity && fact.Relation == tuple.Relation && fact.Scope == tuple.Scope)
                yield return fact;
        }
    }

    private List<StoredFact> ReadAll(SqlStatement rows)
    {
        List<StoredFact> facts = [];
        while (rows.Step())
            facts.Add(FactRow.Read(rows, tenants.NameOf));
        return facts;
    }
}
