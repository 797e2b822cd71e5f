using Stigmem.Core.Replication;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>Where pulling from a peer, and pushing to it, goes on.</summary>
internal static class PeerCursors
{
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";
    private static readonly SqlText Select = new("SELECT cursor, run, front_ms FROM peer_cursors WHERE peer = ?1 AND direction = ?2");
    private static readonly SqlText Delete = new("DELETE FROM peer_cursors WHERE peer = ?1");
    private static readonly SqlText Upsert = new(
        """
        INSERT INTO peer_cursors (peer, direction, cursor, run, front_ms, updated_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (peer, direction) DO UPDATE SET cursor = ?3, run = ?4, front_ms = ?5, updated_us = ?6
        """);

    /// <summary>Forgets both cursors of a peer; in the writer's turn.</summary>
    public static void Remove(SqlSession session, Peer peer)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).Execute();
    }

    /// <summary>How far pulling from a peer has come.</summary>
    public static PullCursor Read(SqlSession session, Peer peer)
    {
        using var row = session.Use(Select);
        return row.Bind(1, peer.Id).Bind(2, Inbound).Step()
            ? new PullCursor(row.GetStringOrNull(0), row.GetStringOrNull(1), row.GetInt64OrNull(2))
            : PullCursor.None;
    }

    /// <summary>How far the log was pushed to a peer; null before the first call.</summary>
    public static string? ReadOutbound(SqlSession session, Peer peer)
    {
        using var row = session.Use(Select);
        return row.Bind(1, peer.Id).Bind(2, Outbound).Step() ? row.GetStringOrNull(0) : null;
    }

    /// <summary>Moves the cursor; in the writer's turn, with the facts that it stands behind.</summary>
    public static void Save(SqlSession session, Peer peer, PullCursor cursor, long atMicroseconds) => Save(session, peer, Inbound, cursor, atMicroseconds);

    /// <summary>Moves the cursor of what was pushed; in the writer's turn, after the peer's answer.</summary>
    public static void SaveOutbound(SqlSession session, Peer peer, string cursor, long atMicroseconds) =>
        Save(session, peer, Outbound, new PullCursor(cursor, null, null), atMicroseconds);

    private static void Save(SqlSession session, Peer peer, string direction, PullCursor cursor, long atMicroseconds)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, peer.Id).Bind(2, direction).Bind(3, cursor.Start).Bind(4, cursor.Run).Bind(5, cursor.FrontMs).Bind(6, atMicroseconds).Execute();
    }
}
