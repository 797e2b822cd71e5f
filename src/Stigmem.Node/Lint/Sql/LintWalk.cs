using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Lint.Sql;

/// <summary>
/// Walks what a check-up looks at, a page at a time: no more is in memory, and no snapshot is held that would keep the
/// write-ahead log from being reused. Facts come entity by entity.
/// </summary>
internal sealed class LintWalk(TenantDirectory tenants)
{
    private const int PageSize = 100;

    private static readonly SqlText SelectFacts = new(
        $"""
        SELECT {FactRow.Columns}, f.entity_key FROM {FactRow.From}
        WHERE (f.entity_key, f.timestamp_us, f.seq) > (?1, ?2, ?3) AND f.entity_key <= ?4 AND +f.tenant = ?5 AND +f.scope = ?6
        ORDER BY f.entity_key, f.timestamp_us, f.seq LIMIT {PageSize}
        """);

    private static readonly SqlText SelectConflicts = new(
        $"SELECT id, newer_seq, older_seq, detected_us FROM conflicts WHERE +tenant = ?1 AND resolved = 0 AND id > ?2 ORDER BY id LIMIT {PageSize}");

    private static readonly SqlText SelectOfEntity = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.entity_key = ?1 ORDER BY f.timestamp_us DESC, f.seq DESC");

    /// <summary>The next facts of a scope; empty at the end.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="last">The last hash that is asked for.</param>
    /// <param name="position">Where the walk is; it moves on.</param>
    public IReadOnlyList<(long EntityKey, StoredFact Fact)> Facts(SqlSession session, string tenant, FactScope scope, long last, ref LintPosition position)
    {
        using var rows = session.Use(SelectFacts);
        rows.Bind(1, position.EntityKey).Bind(2, position.Microseconds).Bind(3, position.Seq).Bind(4, last)
            .Bind(5, (long)tenants.NumberOf(tenant)).Bind(6, (long)scope);
        List<(long, StoredFact)> page = [];
        while (rows.Step())
        {
            var fact = FactRow.Read(rows, tenants.NameOf);
            position = new LintPosition(rows.GetInt64(FactRow.Count), fact.TimestampMicroseconds, fact.Seq);
            page.Add((position.EntityKey, fact));
        }
        return page;
    }

    /// <summary>The next conflicts that nobody has resolved, by id; empty at the end.</summary>
    public IReadOnlyList<StoredConflict> Conflicts(SqlSession session, string tenant, Guid after)
    {
        using var rows = session.Use(SelectConflicts);
        rows.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, after);
        List<StoredConflict> page = [];
        while (rows.Step())
            page.Add(new StoredConflict(rows.GetGuid(0), rows.GetInt64(1), rows.GetInt64(2), false, null, rows.GetInt64(3)));
        return page;
    }

    /// <summary>All facts of an entity, newest first; the caller stops when it knows enough.</summary>
    public IEnumerable<StoredFact> OfEntity(SqlSession session, string tenant, string entity)
    {
        using var rows = session.Use(SelectOfEntity);
        rows.Bind(1, FactTuple.KeyOf(tenant, entity));
        while (rows.Step())
        {
            var fact = FactRow.Read(rows, tenants.NameOf);
            if (fact.Tenant == tenant && fact.Entity == entity)
                yield return fact;
        }
    }
}
