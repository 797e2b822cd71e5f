using System.Text;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>Which filters a search has: all that its statement depends on.</summary>
/// <param name="Entities">Places for entities; 0 when any will do.</param>
/// <param name="Sources">Places for sources; 0 when any will do.</param>
/// <param name="Relation">Whether a relation is asked for.</param>
/// <param name="Scope">Whether a scope is asked for.</param>
/// <param name="After">Whether only facts after a time are.</param>
/// <param name="Cursor">Whether the walk goes on where another ended.</param>
/// <param name="ByIndex">Whether the one source, or else the relation, is looked up in the index file.</param>
internal readonly record struct FactSearchShape(int Entities, int Sources, bool Relation, bool Scope, bool After, bool Cursor, bool ByIndex)
{
    /// <summary>The statement; its parameters count in the order in which they are named here.</summary>
    public string ToSql()
    {
        var sql = new StringBuilder($"SELECT {FactRow.Columns} FROM ");
        var parameters = 0;
        string Next() => $"?{++parameters}";
        string List(int count) => string.Join(", ", Enumerable.Range(0, count).Select(_ => Next()));
        var conditions = new List<string>();
        if (Entities == 0)
            conditions.Add($"f.tenant = {Next()}");
        else
            conditions.AddRange([Entities == 1 ? $"f.entity_key = {Next()}" : $"f.entity_key IN ({List(Entities)})", $"f.entity IN ({List(Entities)})"]);
        if (Sources > 0)
            conditions.Add($"f.source IN ({List(Sources)})");
        var lookedUp = parameters;
        if (Relation)
            conditions.Add($"f.relation = {Next()}");
        if (ByIndex)
        {
            // ?1 is the tenant; the last parameter so far is the one source, if one was asked for, else the relation.
            var (table, name) = Sources > 0 ? ("by_source", lookedUp) : ("by_relation", parameters);
            sql.Append($"{IndexFile.Schema}.{table} x CROSS JOIN facts f ON f.seq = x.seq LEFT JOIN fact_states s ON s.seq = f.seq");
            conditions.Add($"x.name = (SELECT id FROM {IndexFile.Schema}.names WHERE tenant = ?1 AND name = ?{name})");
        }
        else
        {
            sql.Append(FactRow.From);
        }
        // What is walked bounds and orders the walk. Every index ends in the number of the fact: to order by anything else
        // within a time, SQLite would sort.
        var walked = ByIndex ? "x" : "f";
        if (Scope)
            conditions.Add($"f.scope = {Next()}");
        if (After)
            conditions.Add($"{walked}.timestamp_us > {Next()}");
        if (Cursor)
        {
            var (at, id) = (Next(), Next());
            conditions.Add(
                $"{walked}.timestamp_us <= {at} AND ({walked}.timestamp_us < {at} OR {walked}.seq < (SELECT seq FROM facts WHERE id = {id}))");
        }
        sql.Append(" WHERE ").AppendJoin(" AND ", conditions).Append($" ORDER BY {walked}.timestamp_us DESC, {walked}.seq DESC");
        return sql.ToString();
    }
}
