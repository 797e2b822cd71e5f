using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Graph.Sql;

/// <summary>
/// Facts whose value names another entity, by either end. A row only names a candidate: the texts of the fact decide
/// whether it is an edge, and what became of it whether it still is one.
/// </summary>
internal sealed class EdgeIndex : IIndexPart
{
    private static readonly SqlText SelectRefs = new(
        $"""
        SELECT f.seq, f.entity_key, f.scope, f.value_v, t.name FROM store.facts f JOIN store.tenants t ON t.id = f.tenant
        WHERE f.seq > ?1 AND f.seq <= ?2 AND f.value_type = {(int)FactValueType.Ref}
        """);

    private static readonly SqlText Insert = new("INSERT OR IGNORE INTO edges (entity, scope, direction, seq, informal) VALUES (?1, ?2, ?3, ?4, ?5)");

    /// <summary>Its tables in the index file.</summary>
    public static IIndexPart Part { get; } = new EdgeIndex();

    public string Schema =>
        """
        CREATE TABLE edges (
            entity INTEGER NOT NULL, scope INTEGER NOT NULL, direction INTEGER NOT NULL, seq INTEGER NOT NULL, informal INTEGER NOT NULL,
            PRIMARY KEY (entity, scope, direction, seq)) WITHOUT ROWID;
        """;

    /// <summary>The key of an entity that a value names.</summary>
    /// <remarks>
    /// Names are compared in the longest normal form, which equal names share whether or not the node applies the percent
    /// step; which names are equal is decided on the fact.
    /// </remarks>
    public static long? ObjectKey(string tenant, string name) =>
        PercentStep.Normalize(name).TryGet(out var normal, out _) ? FactTuple.KeyOf(tenant, normal) : null;

    public void Fill(SqlSession session, long after, long through)
    {
        List<(long Entity, long Scope, EdgeDirection Direction, long Seq, bool IsInformal)> edges = [];
        using (var refs = session.Use(SelectRefs))
        {
            refs.Bind(1, after).Bind(2, through);
            while (refs.Step())
            {
                var (seq, scope, name) = (refs.GetInt64(0), refs.GetInt64(2), refs.GetString(3));
                if (ObjectKey(refs.GetString(4), name) is not { } key)
                    continue;
                var isInformal = !name.Contains("://", StringComparison.Ordinal) && !name.StartsWith("urn:", StringComparison.Ordinal);
                edges.Add((refs.GetInt64(1), scope, EdgeDirection.Out, seq, isInformal));
                edges.Add((key, scope, EdgeDirection.In, seq, isInformal));
            }
        }
        // In the order of the tree: neighbours on a page are written once.
        edges.Sort();
        using var insert = session.Use(Insert);
        foreach (var edge in edges)
        {
            insert.Bind(1, edge.Entity).Bind(2, edge.Scope).Bind(3, (long)edge.Direction).Bind(4, edge.Seq).Bind(5, edge.IsInformal ? 1L : 0L).Execute();
            insert.Reset();
        }
    }
}
