using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary><c>GET /v1/audit</c>: who did what, newest first (access contract, section 10).</summary>
internal sealed class QueryAudit(AuditPages pages, EntityNaming naming)
{
    public static readonly Operation Operation = new("GET", "/v1/audit", "query_audit_v1_audit_get", "audit", "Query the audit log, newest first")
    {
        Answer = typeof(AuditLogResponse),
        Refusals = [403],
        Parameters =
        [
            .. AuditFilters.Parameters,
            new("cursor", "string", "Where the previous page ended; one that nobody handed out is ignored."),
            new("limit", "integer", "Entries a page, 1 to 500, default 50."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var filter = AuditFilters.Read(query, naming);
        var limit = query.Integer("limit", 50, 1, 500);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        var page = pages.NewestFirst(filter, call.Caller, AuditCursor.Read(query.Text("cursor")), limit);
        return Reply.Ok(new AuditLogResponse
        {
            Entries = page.Entries,
            Total = page.Entries.Count,
            Cursor = page is { HasMore: true, Last: { } last } ? AuditCursor.Text(last) : null,
        });
    }
}
