using Stigmem.Core.Capabilities;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities.Sql;

/// <summary>The capability tokens that this node has issued.</summary>
internal static class CapabilityRows
{
    /// <summary>How many rows a turn of the writer removes at most.</summary>
    public const int MostInATurn = 1_000;

    private static readonly SqlText Insert = new("INSERT INTO capability_tokens (token_id, nonce, token_json, expiry_us) VALUES (?1, ?2, ?3, ?4)");
    private static readonly SqlText Select = new("SELECT token_json, revoked_at FROM capability_tokens WHERE token_id = ?1");
    private static readonly SqlText SelectRevocation = new(
        "SELECT revoked_by, revoked_at, reason, signature FROM capability_tokens WHERE token_id = ?1 AND revoked_at IS NOT NULL");

    private static readonly SqlText Update = new("UPDATE capability_tokens SET revoked_by = ?2, revoked_at = ?3, reason = ?4, signature = ?5 WHERE token_id = ?1");
    private static readonly SqlText Delete = new(
        $"DELETE FROM capability_tokens WHERE token_id IN (SELECT token_id FROM capability_tokens WHERE expiry_us <= ?1 LIMIT {MostInATurn}) RETURNING 1");

    /// <summary>Keeps a new token; in the writer's turn.</summary>
    public static void Add(SqlSession session, CapabilityToken token, long expiryMicroseconds)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, token.TokenId).Bind(2, token.Nonce).Bind(3, token.ToJson()).Bind(4, expiryMicroseconds).Execute();
    }

    /// <summary>A token of this node, or null.</summary>
    public static IssuedCapability? Find(SqlSession session, string tokenId)
    {
        using var row = session.Use(Select);
        return row.Bind(1, tokenId).Step() && CapabilityToken.TryParse(row.GetString(0), out var token)
            ? new IssuedCapability(token, row.GetStringOrNull(1))
            : null;
    }

    /// <summary>The event that ended a token of this node, or null.</summary>
    public static CapabilityRevocationRecord? FindRevocation(SqlSession session, string tokenId)
    {
        using var row = session.Use(SelectRevocation);
        return row.Bind(1, tokenId).Step()
            ? new CapabilityRevocationRecord
            {
                TokenId = tokenId,
                RevokedBy = row.GetString(0),
                RevokedAt = row.GetString(1),
                Reason = row.GetStringOrNull(2),
                Signature = row.GetStringOrNull(3),
            }
            : null;
    }

    /// <summary>Ends a token; in the writer's turn.</summary>
    public static void Revoke(SqlSession session, CapabilityRevocation revocation, string signature)
    {
        using var update = session.Use(Update);
        update.Bind(1, revocation.TokenId).Bind(2, revocation.RevokedBy).Bind(3, revocation.RevokedAt).Bind(4, revocation.Reason).Bind(5, signature).Execute();
    }

    /// <summary>Removes tokens that ended before a time; in the writer's turn.</summary>
    /// <returns>How many.</returns>
    public static int RemoveEnded(SqlSession session, long beforeMicroseconds)
    {
        var removed = 0;
        using var rows = session.Use(Delete);
        rows.Bind(1, beforeMicroseconds);
        while (rows.Step())
            removed++;
        return removed;
    }
}
