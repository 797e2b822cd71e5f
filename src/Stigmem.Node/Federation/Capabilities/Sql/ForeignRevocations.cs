using Stigmem.Core.Capabilities;
using Stigmem.Core.Clock;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Capabilities.Sql;

/// <summary>Tokens of other organisations that were taken back, as far as this node has heard.</summary>
internal static class ForeignRevocations
{
    private static readonly SqlText Select = new("SELECT 1 FROM foreign_revocations WHERE issuer = ?1 AND token_id = ?2");
    private static readonly SqlText Insert = new(
        "INSERT INTO foreign_revocations (issuer, token_id, revoked_at, expiry_us) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");

    private static readonly SqlText Delete = new("DELETE FROM foreign_revocations WHERE expiry_us <= ?1");

    /// <summary>Whether a token is known to be taken back.</summary>
    public static bool Has(SqlSession session, CapabilityToken token)
    {
        using var row = session.Use(Select);
        return row.Bind(1, token.Issuer).Bind(2, token.TokenId).Step();
    }

    /// <summary>Keeps what was heard; in the writer's turn.</summary>
    public static void Add(SqlSession session, CapabilityToken token, CapabilityRevocation revocation)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, token.Issuer).Bind(2, token.TokenId).Bind(3, revocation.RevokedAt)
            .Bind(4, Instants.TryParse(token.Expiry, out var expiry) ? expiry : long.MaxValue).Execute();
    }

    /// <summary>Forgets tokens that ended before a time; in the writer's turn.</summary>
    public static void RemoveEnded(SqlSession session, long beforeMicroseconds)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, beforeMicroseconds).Execute();
    }
}
