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
    private static readonly SqlText Upsert = new(
        """
        INSERT INTO dead_letters (peer, fact_id, body_hash, reason, curable, body, attempts, first_us, last_us)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?7)
        ON CONFLICT (peer, body_hash) DO UPDATE SET reason = ?4, curable = ?5, body = ?6, attempts = attempts + 1, last_us = ?7
        RETURNING attempts
        """);

    private static readonly SqlText Delete = new("DELETE FROM dead_letters WHERE peer = ?1 AND body_hash = ?2");

    /// <summary>Keeps a letter. The body is kept only of those that may be taken later.</summary>
    /// <returns>Whether it is new here.</returns>
    public static bool Put(SqlSession session, Peer peer, InboundLetter letter, IngestRefusal reason, long atMicroseconds)
    {
        var body = letter.Json.GetRawText();
        var factId = letter.FactId.Length <= 64 ? letter.FactId : letter.FactId[..64];
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, peer.Id).Bind(2, factId).BindBlob(3, HashOf(body)).Bind(4, reason.Name()).Bind(5, reason.IsCurable() ? 1L : 0L)
            .Bind(6, reason.IsCurable() ? body : null).Bind(7, atMicroseconds).Step();
        return upsert.GetInt64(0) == 1;
    }

    /// <summary>Forgets a letter that was taken after all.</summary>
    public static void Remove(SqlSession session, Peer peer, InboundLetter letter)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, peer.Id).BindBlob(2, HashOf(letter.Json.GetRawText())).Execute();
    }

    private static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));
}
