using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary><c>GET /v1/admin/audit</c>: the whole audit log of the tenant for its auditors, by sequence (access contract, section 10).</summary>
internal sealed class QueryAdminAudit(SqlEngine engine, AuditTrail trail, EntityNaming naming)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/audit", "admin_audit_export_v1_admin_audit_get", "admin", "Read the whole audit log by sequence")
    {
        Answer = typeof(AdminAuditResponse),
        Dimension = QuotaDimension.AuditExport,
        Refusals = [400, 403],
        Parameters =
        [
            new("since", "string", "Only from this ISO 8601 time on."),
            new("until", "string", "Only up to this ISO 8601 time, itself included."),
            new("principal", "string", "Only what this principal did."),
            new("event_type", "string", "Only events of this type."),
            new("cursor", "integer", "The sequence after which to go on."),
            new("limit", "integer", "Entries a page, 1 to 1000, default 200."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var cursor = query.Sequence("cursor") ?? 0;
        var limit = query.Integer("limit", 200, 1, 1_000);
        var filter = new AuditFilter
        {
            EntityUri = query.Text("principal") is { } principal ? AuditFilters.Principal(naming, principal) : null,
            EventType = query.Text("event_type"),
        };
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.AuditRead))
            return Reply.Refuse(FaultCode.PermissionRequired, "audit.read capability required");
        if (!Moment(query, "since", long.MinValue).TryGet(out var since, out var fault) || !Moment(query, "until", long.MaxValue).TryGet(out var until, out fault))
            return Reply.Refuse(fault);
        return Reply.Ok(Page(filter, call.Caller, cursor, since, until, limit));
    }

    private AdminAuditResponse Page(AuditFilter filter, Principal caller, long cursor, long since, long until, int limit)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var after = since == long.MinValue ? cursor : Math.Max(cursor, trail.FirstSeqAt(lease.Session, since) - 1);
        List<AdminAuditEntry> entries = [];
        var hasMore = false;
        foreach (var entry in trail.Up(lease.Session, filter, caller.Tenant, after))
        {
            hasMore = entries.Count == limit;
            if (hasMore || entry.Microseconds > until)
                break;
            entries.Add(Record(entry, caller.Tenant));
        }
        return new AdminAuditResponse { Entries = entries, Total = entries.Count, NextCursor = hasMore ? entries[^1].Seq : null };
    }

    private static Outcome<long> Moment(QueryReader query, string name, long byDefault)
    {
        // A plus that nobody escaped arrives as a space; no time has one before its offset.
        if (query.Text(name)?.Replace(" 00:00", "+00:00", StringComparison.Ordinal) is not { } text)
            return byDefault;
        return Instants.TryParse(text, out var microseconds)
            ? microseconds
            : new Fault(FaultCode.BadRequest, $"{name} must be an ISO 8601 date or time");
    }

    private static AdminAuditEntry Record(AuditEntry entry, string tenant) => new()
    {
        Seq = entry.Seq,
        Id = entry.Id.ToString(),
        EventType = entry.EventType,
        EntityUri = entry.EntityUri,
        OidcSub = entry.OidcSub,
        FactId = entry.FactId?.ToString(),
        Source = entry.Source,
        AttestedKeyId = entry.AttestedKeyId,
        Ts = Instants.Format(entry.Microseconds),
        TenantId = tenant,
        Detail = entry.DetailJson,
        DetailJson = Parse(entry.DetailJson),
        Outcome = entry.Outcome,
        Hlc = entry.Hlc?.ToString(),
    };

    private static JsonElement? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
