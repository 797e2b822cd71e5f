using Stigmem.Core.PeerTokens;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Tokens.Sql;

/// <summary>Nonces of tokens that were accepted, as long as such a token could come again; in the writer's turn.</summary>
internal static class PeerNonces
{
    private static readonly SqlText Insert = new(
        "INSERT INTO peer_nonces (issuer, nonce, keep_until_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING 1");

    private static readonly SqlText Delete = new(
        "DELETE FROM peer_nonces WHERE (issuer, nonce) IN (SELECT issuer, nonce FROM peer_nonces WHERE keep_until_ms < ?1 LIMIT ?2) RETURNING 1");

    private static readonly SqlText SelectOld = new("SELECT 1 FROM peer_nonces WHERE keep_until_ms < ?1 LIMIT 1");

    /// <summary>How many are forgotten in one turn of the job.</summary>
    public const int MostAtOnce = 1_000;

    private const int MostInPassing = 100;

    /// <summary>Spends a nonce, and forgets some that are too old to matter.</summary>
    /// <returns>False if it was spent before.</returns>
    public static bool Spend(SqlSession session, in NonceClaim claim, long nowMs)
    {
        Forget(session, nowMs, MostInPassing);
        using var insert = session.Use(Insert);
        return insert.Bind(1, claim.Issuer).Bind(2, claim.Nonce).Bind(3, claim.KeepUntilMs).Step();
    }

    /// <summary>Whether any is too old to matter; on any connection.</summary>
    public static bool HasOld(SqlSession session, long nowMs)
    {
        using var row = session.Use(SelectOld);
        return row.Bind(1, nowMs).Step();
    }

    /// <summary>Forgets some that are too old to matter.</summary>
    /// <returns>How many.</returns>
    public static int Forget(SqlSession session, long nowMs, int most = MostAtOnce)
    {
        var forgotten = 0;
        using var rows = session.Use(Delete);
        rows.Bind(1, nowMs).Bind(2, (long)most);
        while (rows.Step())
            forgotten++;
        return forgotten;
    }
}
