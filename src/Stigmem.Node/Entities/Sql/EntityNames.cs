using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Entities.Sql;

/// <summary>Which entities there are, as far as a caller may know.</summary>
internal sealed class EntityNames(FactSearch facts, FactVisibility visibility, TenantDirectory tenants)
{
    // One seek an entity: the condition repeats the index word for word, or SQLite would not take it.
    private static readonly SqlText SelectNext = new(
        """
        SELECT entity_key, entity FROM facts INDEXED BY facts_by_entity_type
        WHERE tenant = ?1 AND substr(entity, 1, instr(entity, ':')) = ?2 AND substr(entity, 1, 8) <> 'stigmem:' AND entity_key > ?3
        ORDER BY entity_key LIMIT 1
        """);

    /// <summary>Whether an entity has a fact of some confidence that the caller may see.</summary>
    public bool IsKnown(SqlSession session, Principal caller, string entity) =>
        facts.Walk(session, new FactQuery { Entities = [entity] }, caller.Tenant)
            .Any(fact => fact.Confidence > 0 && visibility.Lists(caller, fact));

    /// <summary>Distinct entities of a type, whoever may see them.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="typePrefix">The type with its colon.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> OfType(SqlSession session, string tenant, string typePrefix, int most)
    {
        List<string> names = [];
        var after = long.MinValue;
        using var next = session.Use(SelectNext);
        while (names.Count < most)
        {
            next.Reset();
            next.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, typePrefix).Bind(3, after);
            if (!next.Step())
                break;
            after = next.GetInt64(0);
            names.Add(next.GetString(1));
        }
        return names;
    }
}
