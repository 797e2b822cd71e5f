using Microsoft.AspNetCore.Http;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>
/// <c>GET /v1/admin/audit/checkpoint</c>, an addition to the reference: the newest row of the tenant's audit chain, signed,
/// to be kept where who can write the database cannot.
/// </summary>
internal sealed class GetCheckpoint(AuditCheckpoints checkpoints)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/audit/checkpoint", "audit_checkpoint_v1_admin_audit_checkpoint_get", "admin", "Sign the head of the audit chain")
    {
        Answer = typeof(ChainCheckpointRecord),
        Dimension = QuotaDimension.AuditExport,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.AuditRead) && !call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required");
        return await checkpoints.SignAsync(call.Caller.Tenant) is { } signed
            ? Reply.Ok(Record(signed))
            : Reply.Refuse(FaultCode.NotFound, "the audit log is empty");
    }

    private ChainCheckpointRecord Record(SignedCheckpoint signed) => new()
    {
        Kind = signed.Checkpoint.Kind,
        Version = ChainCheckpoint.Version,
        TenantId = signed.Checkpoint.Tenant,
        CoveredChainSeq = signed.Checkpoint.CoveredChainSeq,
        ChainHash = signed.Checkpoint.ChainHash.ToString(),
        CreatedAt = signed.Checkpoint.CreatedAt,
        KeyId = signed.Checkpoint.KeyId,
        PublicKey = checkpoints.PublicKey,
        Signature = signed.Signature,
    };
}
