using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Gardens.Sql;

/// <summary>Whether facts still await judgement in a garden.</summary>
internal static class GardenPending
{
    private static readonly SqlText Select = new(
        "SELECT 1 FROM fact_states WHERE quarantine_garden = ?1 AND quarantine_status = ?2 LIMIT 1");

    public static bool Any(SqlSession session, Guid garden)
    {
        using var row = session.Use(Select);
        return row.Bind(1, garden).Bind(2, (long)QuarantineStatus.Pending).Step();
    }
}
