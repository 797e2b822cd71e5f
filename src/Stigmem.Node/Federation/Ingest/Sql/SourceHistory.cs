using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>How much each source has said through peers in the last thirty days; in the writer's turn.</summary>
internal static class SourceHistory
{
    private const int Days = 30;
    private const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly SqlText Sum = new("SELECT coalesce(sum(facts), 0) FROM source_history WHERE source = ?1 AND day > ?2");
    private static readonly SqlText Upsert = new(
        "INSERT INTO source_history (source, day, facts) VALUES (?1, ?2, ?3) ON CONFLICT (source, day) DO UPDATE SET facts = facts + ?3");

    private static readonly SqlText Forget = new(
        "DELETE FROM source_history WHERE (source, day) IN (SELECT source, day FROM source_history WHERE day <= ?1 LIMIT 100)");

    /// <summary>How many facts a source has said.</summary>
    public static long Count(SqlSession session, string source, long nowMicroseconds)
    {
        using var row = session.Use(Sum);
        row.Bind(1, source).Bind(2, nowMicroseconds / MicrosecondsPerDay - Days).Step();
        return row.GetInt64(0);
    }

    /// <summary>Counts what was stored, and forgets some days that are over.</summary>
    public static void Add(SqlSession session, IEnumerable<KeyValuePair<string, int>> stored, long nowMicroseconds)
    {
        var today = nowMicroseconds / MicrosecondsPerDay;
        using (var forget = session.Use(Forget))
            forget.Bind(1, today - Days).Execute();
        foreach (var (source, facts) in stored)
        {
            using var upsert = session.Use(Upsert);
            upsert.Bind(1, source).Bind(2, today).Bind(3, (long)facts).Execute();
        }
    }
}
