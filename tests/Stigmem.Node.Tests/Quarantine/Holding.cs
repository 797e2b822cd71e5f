using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Quarantine;

/// <summary>Puts facts into quarantine, as a peer's delivery would.</summary>
internal static class Holding
{
    public static Task HoldAsync(this TestNode node, string factId, string? garden, string reason = "trust_below_threshold", string tenant = "default")
    {
        var reader = node.App.Services.GetRequiredService<FactReader>();
        return node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            var fact = reader.Find(session, Guid.Parse(factId), tenant)!;
            FactStates.Quarantine(session, fact.Seq, QuarantineStatus.Pending, garden is null ? null : Guid.Parse(garden), reason, null, 1);
            return true;
        });
    }
}
