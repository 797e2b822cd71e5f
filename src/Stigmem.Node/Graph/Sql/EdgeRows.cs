using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Graph.Sql;

/// <summary>Reads the facts that may be edges of an entity, newest first.</summary>
internal sealed class EdgeRows(TenantDirectory tenants)
{
    private static readonly SqlText Select = new(
        $"""
        SELECT {FactRow.Columns}
        FROM {IndexFile.Schema}.edges x CROSS JOIN facts f ON f.seq = x.seq LEFT JOIN fact_states s ON s.seq = f.seq
        WHERE x.entity = ?1 AND x.scope = ?2 AND x.direction = ?3 AND x.informal <= ?4 ORDER BY x.seq DESC
        """);

    /// <summary>Facts that may connect an entity, under one of its names, to another.</summary>
    public IEnumerable<StoredFact> Of(SqlSession session, string tenant, string name, EdgeDirection direction, FactScope scope, bool withInformal)
    {
        var key = direction == EdgeDirection.Out ? FactTuple.KeyOf(tenant, name) : EdgeIndex.ObjectKey(tenant, name);
        if (key is null)
            yield break;
        using var rows = session.Use(Select);
        rows.Bind(1, key.Value).Bind(2, (long)scope).Bind(3, (long)direction).Bind(4, withInformal ? 1L : 0L);
        while (rows.Step())
            yield return FactRow.Read(rows, tenants.NameOf);
    }
}
