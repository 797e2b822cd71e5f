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
    private static readonly SqlText SelectOfType = new(
        $"SELECT name FROM {IndexFile.Schema}.informal_entities WHERE tenant = ?1 AND type = ?2 ORDER BY name LIMIT ?3");

    /// <summary>Whether an entity has a fact of some confidence that the caller may see.</summary>
    public bool IsKnown(SqlSession session, Principal caller, string entity) =>
        facts.Walk(session, new FactQuery { Entities = [entity] }, caller.Tenant)
            .Any(fact => fact.Confidence > 0 && visibility.Lists(caller, fact));

    /// <summary>Informal entities of a type, such as <c>user:</c>, as far as the index file has come, whoever may see them.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="typePrefix">The type with its colon.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> OfType(SqlSession session, string tenant, string typePrefix, int most)
    {
        List<string> names = [];
        using var rows = session.Use(SelectOfType);
        rows.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, typePrefix).Bind(3, (long)most);
        while (rows.Step())
            names.Add(rows.GetString(0));
        return names;
    }
}
