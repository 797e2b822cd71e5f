using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Decay.Sql;

/// <summary>Walks the facts that a sweep looks at, in the order of their numbers, a page at a time.</summary>
internal sealed class DecayWalk(TenantDirectory tenants)
{
    /// <summary>As many facts a page as one turn of the writer may change: asserts do not wait for more.</summary>
    public const int PageSize = 200;

    private static readonly SqlText Select = new(
        $"""
        SELECT {FactRow.Columns} FROM {FactRow.From}
        WHERE f.seq > ?1 AND f.seq <= ?2 AND +f.tenant = ?3 AND (?4 IS NULL OR f.scope = ?4) ORDER BY f.seq LIMIT {PageSize}
        """);

    /// <summary>The next facts; fewer than a page at the end.</summary>
    public List<StoredFact> Page(SqlSession session, string tenant, SweepRequest request, SweepProgress progress)
    {
        using var rows = session.Use(Select);
        rows.Bind(1, progress.After).Bind(2, progress.Until).Bind(3, (long)tenants.NumberOf(tenant)).Bind(4, request.Scope is { } scope ? (long)scope : null);
        List<StoredFact> page = [];
        while (rows.Step())
            page.Add(FactRow.Read(rows, tenants.NameOf));
        return page;
    }
}
