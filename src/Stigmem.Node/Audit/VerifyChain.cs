using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>
/// <c>GET /v1/admin/verify-chain</c>, an addition to the reference: do the hash chains hold. Where tenants are kept
/// apart, a caller sees the own one; without that switch, and to whoever holds the file, all are shown.
/// </summary>
internal sealed class VerifyChain(ChainVerifier verifier, AuthSettings settings)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/verify-chain", "verify_chain_v1_admin_verify_chain_get", "admin", "Verify the hash chains")
    {
        Answer = typeof(ChainVerification),
        Dimension = QuotaDimension.AdminAction,
        Refusals = [403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.AuditRead) && !call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required");
        var seesAll = !settings.MultiTenant || call.Caller.KeyId == HostKey.KeyId;
        var reports = await verifier.VerifyAsync(seesAll ? null : call.Caller.Tenant, call.Aborted);
        var own = reports.First(report => report.Tenant == call.Caller.Tenant);
        var broken = own.Failure is null ? reports.FirstOrDefault(report => report.Failure is not null) : own;
        return Reply.Ok(new ChainVerification
        {
            TenantId = own.Tenant,
            Verified = broken is null,
            FactsChecked = own.FactsChecked,
            AuditChecked = own.AuditChecked,
            FactsHead = own.FactsHead,
            AuditHead = own.AuditHead,
            Failure = broken is null ? null : Record(broken),
            Tenants = [.. reports.Select(Chains)],
        });
    }

    private static TenantChains Chains(ChainReport report) => new()
    {
        TenantId = report.Tenant,
        Verified = report.Failure is null,
        FactsChecked = report.FactsChecked,
        AuditChecked = report.AuditChecked,
        FactsHead = report.FactsHead,
        AuditHead = report.AuditHead,
        Failure = Record(report),
    };

    private static ChainFailure? Record(ChainReport report) => report.Failure is { } broken
        ? new() { TenantId = report.Tenant, Chain = broken.Chain, MismatchReason = broken.Reason, Id = broken.Id?.ToString(), ChainSeq = broken.ChainSeq }
        : null;
}
