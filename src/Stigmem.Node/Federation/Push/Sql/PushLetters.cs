using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Push.Sql;

/// <summary>Facts that a peer did not take and may take later. The wait between offers doubles, and their number is bounded.</summary>
internal static class PushLetters
{
    /// <summary>After this many offers, over some days, a fact is left alone.</summary>
    public const int MostAttempts = 20;

    private const int FirstWaitSeconds = 60;
    private const int LongestWaitSeconds = 6 * 3_600;

    private static readonly SqlText Upsert = new(
        """
        INSERT INTO push_letters (peer, fact_id, attempts, last_us) VALUES (?1, ?2, 1, ?3)
        ON CONFLICT (peer, fact_id) DO UPDATE SET attempts = attempts + 1, last_us = ?3
        RETURNING attempts
        """);

    private static readonly SqlText Delete = new("DELETE FROM push_letters WHERE peer = ?1 AND fact_id = ?2");
    private static readonly SqlText DeleteOfPeer = new("DELETE FROM push_letters WHERE peer = ?1");

    private static readonly SqlText SelectDue = new(
        $"""
        SELECT fact_id FROM push_letters
        WHERE peer = ?1 AND last_us + min({FirstWaitSeconds} << (attempts - 1), {LongestWaitSeconds}) * 1000000 <= ?2
        ORDER BY last_us LIMIT ?3
        """);

    /// <summary>Keeps a fact for another offer; in the writer's turn.</summary>
    /// <returns>Whether it is the first refusal, which is news; the last one ends the offers.</returns>
    public static bool Put(SqlSession session, Peer peer, Guid factId, long atMicroseconds)
    {
        long attempts;
        using (var upsert = session.Use(Upsert))
        {
            upsert.Bind(1, peer.Id).Bind(2, factId).Bind(3, atMicroseconds).Step();
            attempts = upsert.GetInt64(0);
        }
        if (attempts >= MostAttempts)
            Remove(session, peer, factId);
        return attempts == 1;
    }

    /// <summary>Forgets a fact that was taken, or never will be; in the writer's turn.</summary>
    public static void Remove(SqlSession session, Peer peer, Guid factId)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).Bind(2, factId).Execute();
    }

    /// <summary>Forgets all that was kept for a peer; in the writer's turn.</summary>
    public static void RemoveAll(SqlSession session, Peer peer)
    {
        using var delete = session.Use(DeleteOfPeer);
        delete.Bind(1, peer.Id).Execute();
    }

    /// <summary>Facts that it is time to offer again.</summary>
    public static List<Guid> Due(SqlSession session, Peer peer, long nowMicroseconds, int most)
    {
        List<Guid> due = [];
        using var rows = session.Use(SelectDue);
        rows.Bind(1, peer.Id).Bind(2, nowMicroseconds).Bind(3, (long)most);
        while (rows.Step())
            due.Add(rows.GetGuid(0));
        return due;
    }
}
