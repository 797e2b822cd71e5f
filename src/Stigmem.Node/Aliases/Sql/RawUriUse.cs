using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Aliases.Sql;

/// <summary>Whether a name is the entity of facts that others wrote.</summary>
internal sealed class RawUriUse(TenantDirectory tenants)
{
    // By the writer and not by the source, which a writer chooses freely. The plus keeps SQLite off the index by tenant.
    private static readonly SqlText Select = new(
        "SELECT 1 FROM facts WHERE entity_key = ?1 AND entity = ?2 AND +tenant = ?3 AND actor <> ?4 LIMIT 1");

    public bool ByOthers(SqlSession session, Principal caller, string uri)
    {
        using var row = session.Use(Select);
        return row.Bind(1, FactTuple.KeyOf(caller.Tenant, uri)).Bind(2, uri).Bind(3, (long)tenants.NumberOf(caller.Tenant))
            .Bind(4, caller.EntityUri).Step();
    }
}
