using Stigmem.Core.Transparency;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Transparency.Sql;

/// <summary>The entries of the log.</summary>
internal static class LogRows
{
    private const string IdKey = "tl_log_id";
    private static readonly SqlText SelectSize = new("SELECT coalesce(max(idx) + 1, 0) FROM tl_entries");
    private static readonly SqlText SelectOne = new("SELECT payload, ts_us FROM tl_entries WHERE idx = ?1");
    private static readonly SqlText Insert = new("INSERT INTO tl_entries (idx, payload, ts_us) VALUES (?1, ?2, ?3)");
    private static readonly SqlText SelectId = new("SELECT value FROM node_meta WHERE key = ?1");
    private static readonly SqlText InsertId = new("INSERT OR IGNORE INTO node_meta (key, value) VALUES (?1, ?2)");

    /// <summary>How many entries there are.</summary>
    public static long Size(SqlSession session)
    {
        using var row = session.Use(SelectSize);
        row.Step();
        return row.GetInt64(0);
    }

    /// <summary>The id of the log, or null before its first entry.</summary>
    public static string? Id(SqlSession session)
    {
        using var row = session.Use(SelectId);
        return row.Bind(1, IdKey).Step() ? row.GetString(0) : null;
    }

    /// <summary>An entry, or null beyond the end.</summary>
    public static LogEntry? Find(SqlSession session, long index)
    {
        using var row = session.Use(SelectOne);
        return row.Bind(1, index).Step() ? new LogEntry(index, row.GetBytes(0).ToArray(), row.GetInt64(1)) : null;
    }

    /// <summary>Appends a payload with the subtrees that it completes; in the writer's turn.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="logId">What the log is called if this is its first entry.</param>
    /// <param name="payload">Canonical JSON.</param>
    /// <param name="microseconds">When.</param>
    public static LogEntry Append(SqlSession session, string logId, byte[] payload, long microseconds)
    {
        var entry = new LogEntry(Size(session), payload, microseconds);
        if (entry.Index == 0)
        {
            using var id = session.Use(InsertId);
            id.Bind(1, IdKey).Bind(2, logId).Execute();
        }
        using (var insert = session.Use(Insert))
            insert.Bind(1, entry.Index).BindBlob(2, payload).Bind(3, microseconds).Execute();
        var rows = new MerkleRows(session);
        foreach (var node in new MerkleTree(rows).Append(entry.Index, entry.TreeLeaf))
            rows.Add(node);
        return entry;
    }
}
