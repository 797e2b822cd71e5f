using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary><c>GET /v1/admin/verify-chain</c>, an addition to the reference: do the hash chains of the caller's tenant hold.</summary>
internal sealed class VerifyChain(ChainVerifier verifier)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/verify-chain", "verify_chain_v1_admin_verify_chain_get", "admin", "Verify the hash chains of the tenant")
    {
        Answer = typeof(ChainVerification),
        Dimension = QuotaDimension.AdminAction,
        Refusals = [403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.AuditRead) && !call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required");
        var report = await verifier.VerifyAsync(call.Caller.Tenant, call.Aborted);
        return Reply.Ok(new ChainVerification
        {
            TenantId = report.Tenant,
            Verified = report.Failure is null,
            FactsChecked = report.FactsChecked,
            AuditChecked = report.AuditChecked,
            FactsHead = report.FactsHead,
            AuditHead = report.AuditHead,
            Failure = report.Failure is { } broken ? Record(broken) : null,
        });
    }

    private static ChainFailure Record(ChainBreak broken) =>
        new() { Chain = broken.Chain, MismatchReason = broken.Reason, Id = broken.Id?.ToString(), ChainSeq = broken.ChainSeq };
}
