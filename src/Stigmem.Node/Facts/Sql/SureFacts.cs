using Stigmem.Core.Facts;
using Stigmem.Core.Paging;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Walks facts by the confidence with which they were written, sure ones first, newer ones first among equals: those of an
/// entity, or of a whole scope. Retractions are left out. The walk sees as much of the log as the index file has.
/// </summary>
internal sealed class SureFacts(TenantDirectory tenants)
{
    private const string Order = "ORDER BY x.confidence DESC, x.timestamp_us DESC, x.seq DESC";
    private const string Joined = "CROSS JOIN facts f ON f.seq = x.seq LEFT JOIN fact_states s ON s.seq = f.seq";

    private static readonly SqlText SelectOfEntity = new(
        $"""
        SELECT {FactRow.Columns} FROM {IndexFile.Schema}.sure_of_entity x {Joined}
        WHERE x.entity = ?1 AND x.scope = ?2 AND (x.confidence, x.timestamp_us, x.seq) < (?3, ?4, ?5) {Order}
        """);

    private static readonly SqlText SelectOfScope = new(
        $"""
        SELECT {FactRow.Columns} FROM {IndexFile.Schema}.sure_of_scope x {Joined}
        WHERE x.tenant = ?1 AND x.scope = ?2 AND (x.confidence, x.timestamp_us, x.seq) < (?3, ?4, ?5) {Order}
        """);

    /// <summary>Its tables in the index file.</summary>
    public static IIndexPart Part { get; } = new SqlIndexPart(
        """
        CREATE TABLE sure_of_entity (
            entity INTEGER NOT NULL, scope INTEGER NOT NULL, confidence REAL NOT NULL, timestamp_us INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (entity, scope, confidence, timestamp_us, seq)) WITHOUT ROWID;
        CREATE TABLE sure_of_scope (
            tenant INTEGER NOT NULL, scope INTEGER NOT NULL, confidence REAL NOT NULL, timestamp_us INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (tenant, scope, confidence, timestamp_us, seq)) WITHOUT ROWID;
        """,
        [
            new(
                """
                INSERT INTO sure_of_entity SELECT entity_key, scope, confidence, timestamp_us, seq FROM store.facts
                WHERE seq > ?1 AND seq <= ?2 AND confidence > 0 ORDER BY 1, 2, 3, 4, 5
                """),
            new(
                """
                INSERT INTO sure_of_scope SELECT tenant, scope, confidence, timestamp_us, seq FROM store.facts
                WHERE seq > ?1 AND seq <= ?2 AND confidence > 0 ORDER BY 1, 2, 3, 4, 5
                """),
        ]);

    /// <summary>Facts about an entity under exactly this name.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="after">Where the walk goes on; null begins it.</param>
    public IEnumerable<StoredFact> OfEntity(SqlSession session, string tenant, string entity, FactScope scope, SureCursor? after = null)
    {
        var from = after ?? SureCursor.Start;
        using var rows = session.Use(SelectOfEntity);
        rows.Bind(1, FactTuple.KeyOf(tenant, entity)).Bind(2, (long)scope).Bind(3, from.Confidence).Bind(4, from.Microseconds).Bind(5, from.Sequence);
        while (rows.Step())
        {
            var fact = FactRow.Read(rows, tenants.NameOf);
            if (fact.Entity == entity && fact.Tenant == tenant)
                yield return fact;
        }
    }

    /// <summary>Facts of a scope.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="after">Where the walk goes on; null begins it.</param>
    public IEnumerable<StoredFact> OfScope(SqlSession session, string tenant, FactScope scope, SureCursor? after = null)
    {
        var from = after ?? SureCursor.Start;
        using var rows = session.Use(SelectOfScope);
        rows.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, (long)scope).Bind(3, from.Confidence).Bind(4, from.Microseconds).Bind(5, from.Sequence);
        while (rows.Step())
            yield return FactRow.Read(rows, tenants.NameOf);
    }
}
