using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>
/// Cursors of peers as a file beside the store (federation contract, section 5.4). Losing them is safe, for known facts are
/// not stored twice; it costs a pull of everything from the beginning.
/// </summary>
public static class CursorCheckpoints
{
    private static readonly SqlText SelectAll = new(
        """
        SELECT c.peer, p.node_id, p.node_url, p.status, c.direction, c.cursor, c.updated_us
        FROM peer_cursors c JOIN peers p ON p.id = c.peer ORDER BY p.registered_us, p.node_id, c.direction
        """);

    private static readonly SqlText SelectPeer = new("SELECT 1 FROM peers WHERE id = ?1");
    private static readonly SqlText SelectSet = new("SELECT 1 FROM peer_cursors WHERE peer = ?1 AND direction = ?2 AND cursor IS NOT NULL");
    // A run that has not ended would go on where the imported cursor does not lead.
    private static readonly SqlText Upsert = new(
        "INSERT INTO peer_cursors (peer, direction, cursor, updated_us) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (peer, direction) DO UPDATE SET cursor = ?3, run = NULL, front_ms = NULL, updated_us = ?4");

    /// <summary>Reads the cursors of a store that may be in use.</summary>
    /// <exception cref="SqlFailureException">The store cannot be read.</exception>
    public static IReadOnlyList<CheckpointedCursor> Read(string databasePath, TimeProvider time)
    {
        var options = new StoreOptions { Path = $"file:{Uri.EscapeDataString(Path.GetFullPath(databasePath))}?mode=ro" };
        using var engine = SqlEngine.Open(options, HostingModule.Migrations, [], time, _ => { });
        using var lease = engine.Read();
        using var rows = lease.Session.Use(SelectAll);
        List<CheckpointedCursor> cursors = [];
        while (rows.Step())
        {
            cursors.Add(new CheckpointedCursor
            {
                PeerId = rows.GetGuid(0),
                NodeId = rows.GetString(1),
                NodeUrl = rows.GetString(2),
                Status = rows.GetString(3),
                Direction = rows.GetString(4),
                Cursor = rows.GetStringOrNull(5),
                UpdatedMicroseconds = rows.GetInt64(6),
            });
        }
        return cursors;
    }

    /// <summary>Puts cursors back into a store that no node serves, in one commit.</summary>
    /// <param name="databasePath">The store.</param>
    /// <param name="cursors">The cursors.</param>
    /// <param name="force">Whether cursors that are set already are replaced.</param>
    /// <param name="time">The clock.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="SqlFailureException">The store is in use or cannot be opened.</exception>
    public static async Task<IReadOnlyList<CursorRestore>> RestoreAsync(
        string databasePath, IReadOnlyList<CheckpointedCursor> cursors, bool force, TimeProvider time)
    {
        using var engine = SqlEngine.Open(new StoreOptions { Path = databasePath }, HostingModule.Migrations, [], time, _ => { });
        return await engine.WriteAsync<IReadOnlyList<CursorRestore>>(session => [.. cursors.Select(cursor => Restore(session, cursor, force))]);
    }

    private static CursorRestore Restore(SqlSession session, CheckpointedCursor cursor, bool force)
    {
        using (var peer = session.Use(SelectPeer))
        {
            if (!peer.Bind(1, cursor.PeerId).Step())
                return CursorRestore.PeerNotFound;
        }
        if (!force)
        {
            using var set = session.Use(SelectSet);
            if (set.Bind(1, cursor.PeerId).Bind(2, cursor.Direction).Step())
                return CursorRestore.AlreadySet;
        }
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, cursor.PeerId).Bind(2, cursor.Direction).Bind(3, cursor.Cursor).Bind(4, cursor.UpdatedMicroseconds).Execute();
        return CursorRestore.Restored;
    }
}
