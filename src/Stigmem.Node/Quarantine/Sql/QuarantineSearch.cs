using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quarantine.Sql;

/// <summary>Pages through facts that are or were held back, newest first, with an exact total.</summary>
internal sealed class QuarantineSearch(SqlEngine engine, FactReader reader, TenantDirectory tenants)
{
    private const string Columns =
        "SELECT s.seq, f.scope, s.quarantine_status, s.quarantine_garden, CASE s.garden_moved WHEN 1 THEN s.garden ELSE f.garden END";

    // CROSS JOIN keeps the order: from the few states in quarantine to their facts, not from every fact of the tenant.
    private const string From = "FROM fact_states s INDEXED BY fact_states_in_quarantine CROSS JOIN facts f ON f.seq = s.seq";
    private const string Order = "ORDER BY f.timestamp_us DESC, s.seq DESC";

    private static readonly SqlText All = new(
        $"{Columns} {From} WHERE s.quarantine_status IS NOT NULL AND f.tenant = ?1 {Order}");

    private static readonly SqlText OfGarden = new(
        $"{Columns} {From} WHERE s.quarantine_status IS NOT NULL AND f.tenant = ?1 AND s.quarantine_garden = ?2 {Order}");

    /// <summary>The facts of a page and how many the caller may see in all.</summary>
    /// <param name="gardens">The gardens to judge by.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="garden">Only this quarantine garden.</param>
    /// <param name="status">Only this state.</param>
    /// <param name="offset">Facts to leave out.</param>
    /// <param name="limit">Facts to return.</param>
    public (IReadOnlyList<StoredFact> Page, long Total) Read(
        GardenMap gardens, Principal caller, Guid? garden, QuarantineStatus? status, int offset, int limit)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        List<long> page = [];
        var total = 0L;
        using (var rows = lease.Session.Use(garden is null ? All : OfGarden))
        {
            rows.Bind(1, (long)tenants.NumberOf(caller.Tenant));
            if (garden is { } only)
                rows.Bind(2, only);
            while (rows.Step())
            {
                var state = (QuarantineStatus)rows.GetInt64(2);
                if ((status is { } wanted && state != wanted)
                    || !QuarantineAccess.Lists(gardens, caller, (FactScope)rows.GetInt64(1), state, rows.GetGuidOrNull(3), rows.GetGuidOrNull(4)))
                    continue;
                if (total++ >= offset && page.Count < limit)
                    page.Add(rows.GetInt64(0));
            }
        }
        var session = lease.Session;
        return ([.. page.Select(seq => reader.Find(session, seq)!)], total);
    }
}
