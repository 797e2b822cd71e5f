using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary><c>GET /v1/audit/export</c>: the audit log as a file, oldest first (access contract, section 10).</summary>
internal sealed class ExportAudit(AuditPages pages, EntityNaming naming)
{
    public static readonly Operation Operation = new("GET", "/v1/audit/export", "export_audit_csv_v1_audit_export_get", "audit", "Download the audit log")
    {
        ContentType = "text/csv",
        Dimension = QuotaDimension.AuditExport,
        Refusals = [400, 403],
        Parameters =
        [
            .. AuditFilters.Parameters,
            new("limit", "integer", "Most lines, 1 to 50000, default 5000."),
            new("format", "string", "csv or ndjson; default csv."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var filter = AuditFilters.Read(query, naming);
        var limit = query.Integer("limit", 5_000, 1, 50_000);
        var format = query.Text("format") ?? "csv";
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        return format is "csv" or "ndjson"
            ? new AuditExport(pages, filter, call.Caller, limit, format == "csv")
            : Reply.Refuse(FaultCode.BadRequest, "format must be one of ['csv', 'ndjson']");
    }
}
