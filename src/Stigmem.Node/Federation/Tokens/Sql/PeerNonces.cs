using Stigmem.Core.PeerTokens;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Tokens.Sql;

/// <summary>Nonces that are spent, in the writer's turn. Each new one makes the store forget some that no longer matter.</summary>
internal static class PeerNonces
{
    private static readonly SqlText Insert = new(
        "INSERT INTO peer_nonces (issuer, nonce, keep_until_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING 1");

    private static readonly SqlText Forget = new(
        "DELETE FROM peer_nonces WHERE (issuer, nonce) IN (SELECT issuer, nonce FROM peer_nonces WHERE keep_until_ms < ?1 LIMIT 100)");

    /// <summary>Spends a nonce; false when it was spent before.</summary>
    public static bool TrySpend(SqlSession session, in NonceClaim claim, long nowMs)
    {
        using (var forget = session.Use(Forget))
            forget.Bind(1, nowMs).Execute();
        using var insert = session.Use(Insert);
        return insert.Bind(1, claim.Issuer).Bind(2, claim.Nonce).Bind(3, claim.KeepUntilMs).Step();
    }
}
