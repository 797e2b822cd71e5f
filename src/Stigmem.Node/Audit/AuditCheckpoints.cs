using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>Signs heads of audit chains with the node's key among peers, and knows which of the stored ones it can believe.</summary>
internal sealed class AuditCheckpoints(SqlEngine engine, AuditLog log, TenantDirectory tenants, ISigner key, TimeProvider time)
{
    private readonly string _keyId = ManifestKeys.IdOf(key);

    /// <summary>The node's public key.</summary>
    public string PublicKey => key.PublicKeyText;

    /// <summary>Signs the newest row of a tenant's chain and keeps that; null while the chain has none.</summary>
    public Task<SignedCheckpoint?> SignAsync(string tenant) => engine.WriteAsync(session =>
    {
        if (log.HeadOf(tenant) is not { } head)
            return null;
        var number = tenants.NumberOf(tenant);
        if (AuditCheckpointRows.Newest(session, number, tenant) is { } kept && kept.Checkpoint.CoveredChainSeq == head.Seq && IsOurs(kept))
            return kept;
        var checkpoint = new ChainCheckpoint(
            ChainCheckpoint.AuditKind, tenant, head.Seq, head.Hash, Instants.Format(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000), _keyId);
        var signed = new SignedCheckpoint(checkpoint, checkpoint.Sign(key));
        AuditCheckpointRows.Keep(session, number, signed);
        return signed;
    });

    /// <summary>The newest checkpoint that this node has signed with its present key; those of others prove nothing.</summary>
    public ChainCheckpoint? Newest(SqlSession session, int number, string tenant) =>
        AuditCheckpointRows.All(session, number, tenant).FirstOrDefault(IsOurs)?.Checkpoint;

    private bool IsOurs(SignedCheckpoint signed) => signed.Checkpoint.KeyId == _keyId && signed.Checkpoint.IsSignedBy(key.PublicKeyText, signed.Signature);
}
