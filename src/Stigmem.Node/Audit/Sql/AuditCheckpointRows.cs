using Stigmem.Core.ContentIds;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Audit.Sql;

/// <summary>Signed heads of audit chains in the store. Each covers all rows before it, so few are kept.</summary>
internal static class AuditCheckpointRows
{
    private const int Kept = 10;
    private const int HashBytes = 32;

    private static readonly SqlText Select = new(
        "SELECT chain_seq, chain_hash, created_at, key_id, signature FROM audit_checkpoints WHERE tenant = ?1 ORDER BY chain_seq DESC");

    private static readonly SqlText Upsert = new(
        """
        INSERT INTO audit_checkpoints (tenant, chain_seq, chain_hash, created_at, key_id, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, chain_seq) DO UPDATE
        SET chain_hash = excluded.chain_hash, created_at = excluded.created_at, key_id = excluded.key_id, signature = excluded.signature
        """);

    private static readonly SqlText DeleteOld = new(
        $"""
        DELETE FROM audit_checkpoints
        WHERE tenant = ?1 AND chain_seq NOT IN (SELECT chain_seq FROM audit_checkpoints WHERE tenant = ?1 ORDER BY chain_seq DESC LIMIT {Kept})
        """);

    /// <summary>A tenant's checkpoints, newest first; what nobody can have signed is left out.</summary>
    public static IReadOnlyList<SignedCheckpoint> All(SqlSession session, int number, string tenant)
    {
        using var rows = session.Use(Select);
        rows.Bind(1, (long)number);
        List<SignedCheckpoint> all = [];
        while (rows.Step())
        {
            if (rows.GetBytes(1).Length == HashBytes)
            {
                var hash = ContentId.FromBytes(rows.GetBytes(1));
                all.Add(new SignedCheckpoint(new ChainCheckpoint(ChainCheckpoint.AuditKind, tenant, rows.GetInt64(0), hash, rows.GetString(2), rows.GetString(3)), rows.GetString(4)));
            }
        }
        return all;
    }

    /// <summary>The newest one, or null.</summary>
    public static SignedCheckpoint? Newest(SqlSession session, int number, string tenant) => All(session, number, tenant) is [var newest, ..] ? newest : null;

    /// <summary>Keeps one and forgets those that it replaces; in the writer's turn.</summary>
    public static void Keep(SqlSession session, int number, SignedCheckpoint signed)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        signed.Checkpoint.ChainHash.CopyTo(hash);
        using (var upsert = session.Use(Upsert))
        {
            upsert.Bind(1, (long)number).Bind(2, signed.Checkpoint.CoveredChainSeq).BindBlob(3, hash).Bind(4, signed.Checkpoint.CreatedAt)
                .Bind(5, signed.Checkpoint.KeyId).Bind(6, signed.Signature).Execute();
        }
        using var delete = session.Use(DeleteOld);
        delete.Bind(1, (long)number).Execute();
    }
}
