using Microsoft.AspNetCore.Http;
using Stigmem.Core.ContentIds;
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
        Refusals = [400, 403],
        Parameters =
        [
            new("audit_chain_seq", "integer", "A place in the audit chain of the caller's tenant that was kept elsewhere, as from a checkpoint."),
            new("audit_chain_hash", "string", "The link that must be there."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.AuditRead) && !call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required");
        var query = call.Query();
        var place = query.Sequence("audit_chain_seq");
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        var link = default(ContentId);
        if (query.Text("audit_chain_hash") is { } text ? !ContentId.TryParse(text, out link) || place is null : place is not null)
            return Reply.Refuse(FaultCode.BadRequest, "audit_chain_seq and audit_chain_hash belong together: a place, and sha256: with 64 hexadecimal digits");
        var seesAll = !settings.MultiTenant || call.Caller.KeyId == HostKey.KeyId;
        var reports = await verifier.VerifyAsync(seesAll ? null : call.Caller.Tenant, place is { } seq ? new KeptHead(call.Caller.Tenant, seq, link) : null, call.Aborted);
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
