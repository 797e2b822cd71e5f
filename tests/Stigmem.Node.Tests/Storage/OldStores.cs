using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Tests.Storage;

/// <summary>
/// Stores as earlier versions left them: only the first migrations applied, a fact written if there was a table for it, in
/// the columns that there were.
/// </summary>
internal static class OldStores
{
    private const int ReadWrite = 2;

    public static async Task MakeAsync(string path, int migrations)
    {
        Open(path, migrations).Dispose();
        if (migrations < 2)
            return;
        await WriteAsync(path + ".today");
        using var old = SqlSession.Open(path, ReadWrite);
        old.Execute($"ATTACH '{path}.today' AS today");
        var columns = string.Join(", ", old.Column("SELECT name FROM pragma_table_info('facts', 'main')"));
        old.Execute($"INSERT INTO main.facts ({columns}) SELECT {columns} FROM today.facts");
    }

    private static async Task WriteAsync(string path)
    {
        using var engine = Open(path, HostingModule.Migrations.Count);
        var time = TimeProvider.System;
        var log = new FactLog(time, new CommitSequence(time), new TenantDirectory(), new IdSource(time));
        var value = new FactValue(FactValueType.String, "of old", InterpretAs.Content);
        await engine.WriteAsync(session => log.Append(session, new NewFact
        {
            Tenant = "default", Entity = "user:old", Relation = "memory:role", Value = value, Source = "agent:old", Confidence = 1, Scope = FactScope.Local,
            Actor = "agent:old", Cid = NewFact.CidOf("user:old", "memory:role", value, "agent:old", 1, FactScope.Local),
        }));
    }

    private static SqlEngine Open(string path, int migrations) => SqlEngine.Open(
        new StoreOptions { Path = path }, [.. HostingModule.Migrations.Take(migrations)], [], TimeProvider.System, failure => throw failure);
}
