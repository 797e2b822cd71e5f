using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation;

/// <summary><c>GET /v1/federation/audit</c>: what happened with peers, newest first (federation contract, section 12).</summary>
internal sealed class QueryFederationAudit(SqlEngine engine, AuditTrail trail)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/federation/audit", "get_audit_log_v1_federation_audit_get", "federation", "Query what happened with peers, newest first")
    {
        Answer = typeof(FederationAuditResponse),
        Refusals = [403],
        Parameters =
        [
            new("peer_id", "string", "Only what concerns this peer."),
            new("event_type", "string", "Only events of this type."),
            new("cursor", "string", "Where the previous page ended; one that nobody handed out is ignored."),
            new("limit", "integer", "Entries a page, 1 to 500, default 50."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var limit = query.Integer("limit", 50, 1, 500);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Federate))
            return Reply.Refuse(FaultCode.PermissionRequired, "federate permission required");
        var filter = new AuditFilter { Source = query.Text("peer_id"), EventType = query.Text("event_type"), WithoutFacts = true, WithoutTraffic = true };
        var found = Read(filter, call.Caller.Tenant, AuditCursor.Read(query.Text("cursor")), limit + 1);
        var hasMore = found.Count > limit;
        return Reply.Ok(new FederationAuditResponse
        {
            Entries = [.. found.Take(limit).Select(Record)],
            Cursor = hasMore ? AuditCursor.Text(found[limit - 1]) : null,
            HasMore = hasMore,
        });
    }

    private List<AuditEntry> Read(AuditFilter filter, string tenant, Guid? afterId, int most)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var before = afterId is { } id ? trail.FindSeq(lease.Session, id, tenant) : null;
        return [.. trail.Down(lease.Session, filter, tenant, before ?? long.MaxValue).Where(entry => FederationEvents.All.Contains(entry.EventType)).Take(most)];
    }

    private static FederationAuditEntry Record(AuditEntry entry) => new()
    {
        Id = entry.Id.ToString(),
        PeerId = entry.Source,
        EventType = entry.EventType,
        Detail = entry.DetailJson is { } json ? Parse(json) : null,
        Ts = Instants.Format(entry.Microseconds),
    };

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
