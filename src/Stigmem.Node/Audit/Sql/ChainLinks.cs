using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>Reads the fact chain of a tenant in order, some links at a time.</summary>
internal sealed class ChainLinks(SqlEngine engine, TenantDirectory tenants)
{
    private static readonly SqlText Select = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND f.tenant = ?2 ORDER BY f.seq LIMIT ?3");

    /// <summary>The facts that follow a commit number, each with its link.</summary>
    public IReadOnlyList<(StoredFact Fact, byte[] Link)> After(string tenant, long seq, int most)
    {
        using var lease = engine.Read();
        using var rows = lease.Session.Use(Select);
        rows.Bind(1, seq).Bind(2, (long)tenants.NumberOf(tenant)).Bind(3, (long)most);
        List<(StoredFact, byte[])> links = [];
        while (rows.Step())
            links.Add((FactRow.Read(rows, tenants.NameOf), rows.GetBytes(FactRow.ChainHash).ToArray()));
        return links;
    }
}
