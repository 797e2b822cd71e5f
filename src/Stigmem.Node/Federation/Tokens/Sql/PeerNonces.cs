using Stigmem.Core.PeerTokens;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Tokens.Sql;

/// <summary>Nonces of tokens that were accepted, as long as such a token could come again; in the writer's turn.</summary>
internal static class PeerNonces
{
    private static readonly SqlText Insert = new(
        "INSERT INTO peer_nonces (issuer, nonce, keep_until_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING 1");

    private static readonly SqlText Forget = new(
        "DELETE FROM peer_nonces WHERE (issuer, nonce) IN (SELECT issuer, nonce FROM peer_nonces WHERE keep_until_ms < ?1 LIMIT 100)");

    /// <summary>Spends a nonce, and forgets some that are too old to matter.</summary>
    /// <returns>False if it was spent before.</returns>
    public static bool Spend(SqlSession session, in NonceClaim claim, long nowMs)
    {
        using (var forget = session.Use(Forget))
            forget.Bind(1, nowMs).Execute();
        using var insert = session.Use(Insert);
        return insert.Bind(1, claim.Issuer).Bind(2, claim.Nonce).Bind(3, claim.KeepUntilMs).Step();
    }
}
