using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Tests.Storage;

/// <summary>Stores as earlier versions left them: only the first migrations applied, a fact written if there was a table for it.</summary>
internal static class OldStores
{
    public static async Task MakeAsync(string path, int migrations)
    {
        var time = TimeProvider.System;
        using var engine = SqlEngine.Open(new StoreOptions { Path = path }, [.. HostingModule.Migrations.Take(migrations)], [], time, failure => throw failure);
        if (migrations < 2)
            return;
        var log = new FactLog(time, new CommitSequence(time), new TenantDirectory(), new IdSource(time));
        var value = new FactValue(FactValueType.String, "of old", InterpretAs.Content);
        await engine.WriteAsync(session => log.Append(session, new NewFact
        {
            Tenant = "default", Entity = "user:old", Relation = "memory:role", Value = value, Source = "agent:old", Confidence = 1, Scope = FactScope.Local,
            Actor = "agent:old", Cid = NewFact.CidOf("user:old", "memory:role", value, "agent:old", 1, FactScope.Local),
        }));
    }
}
