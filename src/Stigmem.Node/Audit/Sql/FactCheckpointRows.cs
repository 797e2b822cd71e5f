using System.Globalization;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Audit.Sql;

/// <summary>Where the transparency log holds the newest head of each chain of facts.</summary>
internal static class FactCheckpointRows
{
    private static readonly SqlText Select = new("SELECT value FROM node_meta WHERE key = ?1");
    private static readonly SqlText Upsert = new("INSERT OR REPLACE INTO node_meta (key, value) VALUES (?1, ?2)");

    /// <summary>The place of the newest entry, or null.</summary>
    public static long? Newest(SqlSession session, int tenant)
    {
        using var row = session.Use(Select);
        return row.Bind(1, Key(tenant)).Step() ? long.Parse(row.GetString(0), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Keeps the place of the newest entry; in the writer's turn.</summary>
    public static void Keep(SqlSession session, int tenant, long index)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, Key(tenant)).Bind(2, index.ToString(CultureInfo.InvariantCulture)).Execute();
    }

    private static string Key(int tenant) => string.Create(CultureInfo.InvariantCulture, $"fact_checkpoint:{tenant}");
}
