using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>Where pulling from a peer goes on.</summary>
internal static class PeerCursors
{
    private const string Inbound = "inbound";
    private static readonly SqlText Select = new("SELECT cursor FROM peer_cursors WHERE peer = ?1 AND direction = ?2");
    private static readonly SqlText Upsert = new(
        "INSERT INTO peer_cursors (peer, direction, cursor, updated_us) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (peer, direction) DO UPDATE SET cursor = ?3, updated_us = ?4");

    /// <summary>The cursor of a peer; null before the first page.</summary>
    public static string? Read(SqlSession session, Peer peer)
    {
        using var row = session.Use(Select);
        return row.Bind(1, peer.Id).Bind(2, Inbound).Step() ? row.GetStringOrNull(0) : null;
    }

    /// <summary>Moves the cursor; in the writer's turn, with the facts that it stands behind.</summary>
    public static void Save(SqlSession session, Peer peer, string cursor, long atMicroseconds)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, peer.Id).Bind(2, Inbound).Bind(3, cursor).Bind(4, atMicroseconds).Execute();
    }
}
