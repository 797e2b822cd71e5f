using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Ingest;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>Facts that were not stored, each body once; in the writer's turn.</summary>
internal static class DeadLetters
{
    /// <summary>After this many tries, over some days, a letter is left alone.</summary>
    public const int MostAttempts = 20;

    // A fact of the largest value, escaped, has its place; a hundred of them are looked at together.
    private const int LargestBody = 512 * 1024;

    /// <summary>How many letters of one peer are kept.</summary>
    public const int MostOfPeer = 10_000;

    private const int FirstWaitSeconds = 60;
    private const int LongestWaitSeconds = 6 * 3_600;
    private const int MostAtOnce = 100;

    private static readonly SqlText Insert = new(
        """
        INSERT INTO dead_letters (peer, fact_id, body_hash, reason, curable, body, attempts, first_us, last_us, bytes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?7, ?8)
        ON CONFLICT DO NOTHING RETURNING 1
        """);

    private static readonly SqlText Judge = new("UPDATE dead_letters SET reason = ?3, curable = ?4, body = ?5, bytes = ?6 WHERE peer = ?1 AND body_hash = ?2");
    private static readonly SqlText Count = new("UPDATE dead_letters SET attempts = attempts + 1, last_us = ?3 WHERE peer = ?1 AND body_hash = ?2");
    private static readonly SqlText Delete = new("DELETE FROM dead_letters WHERE peer = ?1 AND body_hash = ?2");
    private static readonly SqlText DeleteOfPeer = new("DELETE FROM dead_letters WHERE peer = ?1");

    private static readonly SqlText SelectAny = new("SELECT 1 FROM dead_letters WHERE peer = ?1 LIMIT 1");

    private static readonly SqlText TotalsOfPeer = new("SELECT letters, bytes FROM dead_letter_totals WHERE peer = ?1");

    // What may be taken later goes last.
    private static readonly SqlText DropOldest = new(
        """
        DELETE FROM dead_letters WHERE (peer, body_hash) IN (
            SELECT peer, body_hash FROM dead_letters WHERE peer = ?1 ORDER BY curable AND attempts < ?3, last_us LIMIT ?2)
        """);

    // In the same order, of those that have a body, until enough is free: the others would go for nothing.
    private static readonly SqlText DropLargeOldest = new(
        """
        DELETE FROM dead_letters WHERE (peer, body_hash) IN (
            SELECT peer, body_hash FROM (
                SELECT peer, body_hash, sum(bytes) OVER (ORDER BY curable AND attempts < ?3, last_us, body_hash) - bytes AS freed
                FROM dead_letters WHERE peer = ?1 AND bytes > 0)
            WHERE freed < ?2)
        RETURNING 1
        """);

    private static readonly SqlText SelectPage = new(
        "SELECT peer, fact_id, body_hash, reason, curable, attempts, first_us, last_us FROM dead_letters WHERE (peer, body_hash) > (?1, ?2) AND (?3 IS NULL OR peer = ?3) ORDER BY peer, body_hash LIMIT ?4");

    // The wait doubles with each try.
    private static readonly SqlText SelectDue = new(
        $"""
        SELECT body FROM dead_letters
        WHERE peer = ?1 AND curable = 1 AND attempts < {MostAttempts}
          AND last_us + min({FirstWaitSeconds} << (attempts - 1), {LongestWaitSeconds}) * 1000000 <= ?2
        ORDER BY last_us LIMIT {MostAtOnce}
        """);

    /// <summary>Keeps a letter. The body is kept only of those that may be taken later, and that no stuffing has made large.</summary>
    /// <returns>Whether it is new here.</returns>
    public static bool Put(SqlSession session, Peer peer, InboundLetter letter, IngestRefusal reason, long atMicroseconds)
    {
        var body = letter.Json.GetRawText();
        var hash = HashOf(body);
        var mayBeTaken = reason.IsCurable() && body.Length <= LargestBody;
        var bytes = mayBeTaken ? (long)Encoding.UTF8.GetByteCount(body) : 0;
        var factId = letter.FactId.Length <= 64 ? letter.FactId : letter.FactId[..64];
        using (var insert = session.Use(Insert))
        {
            if (insert.Bind(1, peer.Id).Bind(2, factId).BindBlob(3, hash).Bind(4, reason.Name()).Bind(5, mayBeTaken ? 1L : 0L)
                .Bind(6, mayBeTaken ? body : null).Bind(7, atMicroseconds).Bind(8, bytes).Step())
                return true;
        }
        using var judge = session.Use(Judge);
        judge.Bind(1, peer.Id).BindBlob(2, hash).Bind(3, reason.Name()).Bind(4, mayBeTaken ? 1L : 0L).Bind(5, mayBeTaken ? body : null)
            .Bind(6, bytes).Execute();
        return false;
    }

    /// <summary>Whether there is any letter of a peer: most peers have none, and hashing each fact to find that out is dear.</summary>
    public static bool Any(SqlSession session, Peer peer)
    {
        using var row = session.Use(SelectAny);
        return row.Bind(1, peer.Id).Step();
    }

    /// <summary>Counts another try of a letter. That a peer sends it again is none: pages overlap.</summary>
    public static void Tried(SqlSession session, Peer peer, InboundLetter letter, long atMicroseconds)
    {
        using var count = session.Use(Count);
        count.Bind(1, peer.Id).BindBlob(2, HashOf(letter.Json.GetRawText())).Bind(3, atMicroseconds).Execute();
    }

    /// <summary>Forgets a letter that was taken after all.</summary>
    public static void Remove(SqlSession session, Peer peer, InboundLetter letter)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).BindBlob(2, HashOf(letter.Json.GetRawText())).Execute();
    }

    /// <summary>Forgets all letters of a peer.</summary>
    public static void RemoveAll(SqlSession session, Peer peer)
    {
        using var delete = session.Use(DeleteOfPeer);
        delete.Bind(1, peer.Id).Execute();
    }

    /// <summary>Drops the oldest letters of a peer that has too many, or too much in them, those that nothing can cure first.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="peer">Whose.</param>
    /// <param name="mostBytes">How much the bodies of its letters may take.</param>
    /// <returns>How many were dropped.</returns>
    public static long Trim(SqlSession session, Peer peer, long mostBytes)
    {
        var tooMany = Totals(session, peer).Letters - MostOfPeer;
        if (tooMany > 0)
        {
            using var drop = session.Use(DropOldest);
            drop.Bind(1, peer.Id).Bind(2, tooMany).Bind(3, (long)MostAttempts).Execute();
        }
        var tooMuch = Totals(session, peer).Bytes - mostBytes;
        return Math.Max(0, tooMany) + (tooMuch > 0 ? Free(session, peer, tooMuch) : 0);
    }

    /// <summary>Letters in the order of their keys.</summary>
    /// <param name="session">A session.</param>
    /// <param name="ofPeer">Only of this registration; null takes all.</param>
    /// <param name="after">The key of the last one that was seen; empty starts.</param>
    /// <param name="most">How many at most.</param>
    public static List<DeadLetter> Page(SqlSession session, Guid? ofPeer, DeadLetterKey after, int most)
    {
        List<DeadLetter> letters = [];
        using var rows = session.Use(SelectPage);
        rows.Bind(1, after.Peer).BindBlob(2, after.BodyHash).Bind(3, ofPeer).Bind(4, (long)most);
        while (rows.Step())
        {
            letters.Add(new DeadLetter(
                new DeadLetterKey(rows.GetGuid(0), rows.GetBytes(2).ToArray()), rows.GetString(1), rows.GetString(3), rows.GetInt64(4) != 0,
                (int)rows.GetInt64(5), rows.GetInt64(6), rows.GetInt64(7)));
        }
        return letters;
    }

    /// <summary>Letters of a peer that it is time to try again.</summary>
    public static List<string> Due(SqlSession session, Peer peer, long nowMicroseconds)
    {
        List<string> bodies = [];
        using var rows = session.Use(SelectDue);
        rows.Bind(1, peer.Id).Bind(2, nowMicroseconds);
        while (rows.Step())
            bodies.Add(rows.GetString(0));
        return bodies;
    }

    private static long Free(SqlSession session, Peer peer, long bytes)
    {
        var dropped = 0L;
        using var drop = session.Use(DropLargeOldest);
        drop.Bind(1, peer.Id).Bind(2, bytes).Bind(3, (long)MostAttempts);
        while (drop.Step())
            dropped++;
        return dropped;
    }

    private static (long Letters, long Bytes) Totals(SqlSession session, Peer peer)
    {
        using var row = session.Use(TotalsOfPeer);
        return row.Bind(1, peer.Id).Step() ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }

    private static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));
}
