using Stigmem.Core.Peers;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>The changes of keys that peers have made or want to make.</summary>
internal static class KeyChangeRows
{
    private static readonly SqlText SelectAll = new(
        "SELECT peer, retired_key, retired_until_us, next_key, next_url, next_scopes, next_proven, next_own_kind FROM peer_key_changes");

    private static readonly SqlText Insert = new(
        """
        INSERT INTO peer_key_changes (peer, retired_key, retired_until_us, next_key, next_url, next_scopes, next_proven, next_own_kind)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private static readonly SqlText Delete = new("DELETE FROM peer_key_changes WHERE peer = ?1");

    /// <summary>Writes what a peer's registration says about its keys; in the writer's turn.</summary>
    public static void Put(SqlSession session, Peer peer)
    {
        Remove(session, peer);
        if (peer.Retired is null && peer.Next is null)
            return;
        using var insert = session.Use(Insert);
        insert.Bind(1, peer.Id).Bind(2, peer.Retired?.PublicKey).Bind(3, peer.Retired?.UntilMicroseconds)
            .Bind(4, peer.Next?.PublicKey).Bind(5, peer.Next?.NodeUrl).Bind(6, peer.Next?.Scopes.ToString())
            .Bind(7, peer.Next is { } next ? (next.IsProven ? 1L : 0L) : null)
            .Bind(8, peer.Next is { } declared ? (declared.IsOwnKind ? 1L : 0L) : null).Execute();
    }

    /// <summary>Forgets what a peer wanted; in the writer's turn.</summary>
    public static void Remove(SqlSession session, Peer peer)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).Execute();
    }

    /// <summary>All changes, by the registration.</summary>
    public static Dictionary<Guid, (RetiredKey? Retired, Redeclaration? Next)> ReadAll(SqlSession session)
    {
        Dictionary<Guid, (RetiredKey?, Redeclaration?)> all = [];
        using var rows = session.Use(SelectAll);
        while (rows.Step())
        {
            var retired = rows.GetStringOrNull(1) is { } old ? new RetiredKey(old, rows.GetInt64(2)) : null;
            var next = rows.GetStringOrNull(3) is { } key
                ? new Redeclaration(key, rows.GetString(4), PeerScopes.OfKnown(rows.GetString(5).Split(',')), rows.GetInt64(6) != 0, rows.GetInt64OrNull(7) == 1)
                : null;
            all.Add(rows.GetGuid(0), (retired, next));
        }
        return all;
    }
}
