using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Storage;

/// <summary>Computes the chain of a tenant anew, without the verifier of the product.</summary>
internal static class ChainOf
{
    private static readonly SqlText Rows = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.tenant = ?1 ORDER BY f.seq");

    /// <summary>Holds every number and link against what they must be.</summary>
    /// <returns>How many facts there are.</returns>
    public static long AssertWhole(TestNode node, string tenant)
    {
        var tenants = node.App.Services.GetRequiredService<TenantDirectory>();
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var rows = lease.Session.Use(Rows);
        rows.Bind(1, (long)tenants.NumberOf(tenant));
        long count = 0;
        byte[] previous = [];
        var (lastTime, lastStamp) = (long.MinValue, default(Core.Clock.Hlc));
        while (rows.Step())
        {
            var fact = FactRow.Read(rows, tenants.NameOf);
            Assert.Equal(++count, fact.ChainSeq);
            var link = new byte[32];
            FactLog.Link(fact, previous, link);
            Assert.Equal(Convert.ToHexString(link), Convert.ToHexString(rows.GetBytes(FactRow.ChainHash)));
            Assert.True(fact.TimestampMicroseconds > lastTime && fact.Hlc > lastStamp, $"fact {fact.Id} is not later than the one before it");
            (previous, lastTime, lastStamp) = (link, fact.TimestampMicroseconds, fact.Hlc);
        }
        return count;
    }
}
