using System.Collections.Concurrent;
using System.Numerics;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Walks facts newest first under the filters that SQL can apply. The statement depends only on which filters are set,
/// so its texts are few and stay prepared.
/// </summary>
internal sealed class FactSearch(TenantDirectory tenants)
{
    // As many as SQLite takes parameters for, three times.
    private const int MostSpellings = 8_192;
    private readonly ConcurrentDictionary<FactSearchShape, SqlText> _texts = [];

    /// <summary>Whether only the index file spares walking the log for a query.</summary>
    public static bool WantsIndex(FactQuery query) => query.Entities is null && (query.Relation is not null || query.Sources is { Count: 1 });

    /// <summary>The facts that match, newest first; the caller stops when it has enough.</summary>
    public IEnumerable<StoredFact> Walk(SqlSession session, FactQuery query, string tenant)
    {
        var shape = new FactSearchShape(
            Places(query.Entities), Places(query.Sources), query.Relation is not null,
            query.Scope is not null, query.After is not null, query.Cursor is not null, query.MayUseIndex && WantsIndex(query));
        using var rows = session.Use(_texts.GetOrAdd(shape, static shape => new SqlText(shape.ToSql())));
        Bind(rows, shape, query, tenant);
        while (rows.Step())
            yield return FactRow.Read(rows, tenants.NameOf);
    }

    private void Bind(SqlStatement rows, FactSearchShape shape, FactQuery query, string tenant)
    {
        var i = 1;
        if (shape.Entities == 0)
            rows.Bind(i++, (long)tenants.NumberOf(tenant));
        for (var e = 0; e < shape.Entities; e++)
            rows.Bind(i++, FactTuple.KeyOf(tenant, Spelling(query.Entities!, e)));
        for (var e = 0; e < shape.Entities; e++)
            rows.Bind(i++, Spelling(query.Entities!, e));
        for (var s = 0; s < shape.Sources; s++)
            rows.Bind(i++, Spelling(query.Sources!, s));
        if (query.Relation is { } relation)
            rows.Bind(i++, relation);
        if (query.Scope is { } scope)
            rows.Bind(i++, (long)scope);
        if (query.After is { } after)
            rows.Bind(i++, after);
        if (query.Cursor is { } cursor)
            rows.Bind(i++, cursor.Microseconds).Bind(i, cursor.Id);
    }

    /// <summary>A power of two, so that names with many aliases do not each need a statement of their own.</summary>
    private static int Places(IReadOnlyList<string>? spellings) =>
        spellings is null ? 0 : Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)spellings.Count), MostSpellings);

    /// <summary>The last spelling fills the places that are left.</summary>
    private static string Spelling(IReadOnlyList<string> spellings, int place) => spellings[Math.Min(place, spellings.Count - 1)];
}
