using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>What the audit of a node holds.</summary>
internal static class AuditRows
{
    private static readonly SqlText Select = new(
        "SELECT a.event_type, t.name, a.entity_uri, a.fact_id, a.detail FROM audit_events a JOIN tenants t ON t.id = a.tenant ORDER BY a.seq");

    public sealed record Row(string Type, string Tenant, string? EntityUri, Guid? FactId, string? Detail);

    public static IReadOnlyList<Row> AuditOf(this TestNode node, string type)
    {
        var engine = node.App.Services.GetRequiredService<SqlEngine>();
        // Rows of refusals are queued, not waited for; what is queued after them is committed after them.
        engine.WriteAsync(_ => true).GetAwaiter().GetResult();
        using var lease = engine.Read();
        using var rows = lease.Session.Use(Select);
        List<Row> found = [];
        while (rows.Step())
            found.Add(new Row(rows.GetString(0), rows.GetString(1), rows.GetStringOrNull(2), rows.GetGuidOrNull(3), rows.GetStringOrNull(4)));
        return [.. found.Where(row => row.Type == type)];
    }
}
