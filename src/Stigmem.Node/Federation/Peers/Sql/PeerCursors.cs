using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>Where pulling from a peer, and pushing to it, goes on.</summary>
internal static class PeerCursors
{
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";
    private static readonly SqlText Select = new("SELECT cursor FROM peer_cursors WHERE peer = ?1 AND direction = ?2");
    private static readonly SqlText Delete = new("DELETE FROM peer_cursors WHERE peer = ?1");
    private static readonly SqlText Upsert = new(
        "INSERT INTO peer_cursors (peer, direction, cursor, updated_us) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (peer, direction) DO UPDATE SET cursor = ?3, updated_us = ?4");

    /// <summary>The cursor of a peer; null before the first page.</summary>
    public static string? Read(SqlSession session, Peer peer) => Read(session, peer, Inbound);

    /// <summary>How far the log was pushed to a peer; null before the first call.</summary>
    public static string? ReadOutbound(SqlSession session, Peer peer) => Read(session, peer, Outbound);

    /// <summary>Moves the cursor; in the writer's turn, with the facts that it stands behind.</summary>
    public static void Save(SqlSession session, Peer peer, string cursor, long atMicroseconds) => Save(session, peer, Inbound, cursor, atMicroseconds);

    /// <summary>Moves the cursor of what was pushed; in the writer's turn, after the peer's answer.</summary>
    public static void SaveOutbound(SqlSession session, Peer peer, string cursor, long atMicroseconds) => Save(session, peer, Outbound, cursor, atMicroseconds);

    /// <summary>Forgets both cursors of a peer; in the writer's turn.</summary>
    public static void Remove(SqlSession session, Peer peer)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).Execute();
    }

    private static string? Read(SqlSession session, Peer peer, string direction)
    {
        using var row = session.Use(Select);
        return row.Bind(1, peer.Id).Bind(2, direction).Step() ? row.GetStringOrNull(0) : null;
    }

    private static void Save(SqlSession session, Peer peer, string direction, string cursor, long atMicroseconds)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, peer.Id).Bind(2, direction).Bind(3, cursor).Bind(4, atMicroseconds).Execute();
    }
}
