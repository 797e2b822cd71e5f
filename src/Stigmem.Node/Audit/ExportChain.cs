using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>
/// <c>GET /v1/admin/chain</c>, an addition to the reference: the fact chain of the caller's tenant as a line of JSON a
/// link, so that somebody else can verify it. Facts that the caller may not read appear by their hash alone.
/// </summary>
internal sealed class ExportChain(ChainLinks links, FactVisibility visibility)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/chain", "export_chain_v1_admin_chain_get", "admin", "Download the fact chain of the tenant")
    {
        ContentType = "application/x-ndjson",
        Dimension = QuotaDimension.AuditExport,
        Refusals = [403],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        call.Caller.Has(Permissions.AuditRead) || call.Caller.Has(Permissions.Admin)
            ? new ChainExport(links, visibility, call.Caller)
            : Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required"));
}
