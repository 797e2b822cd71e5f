using Microsoft.AspNetCore.Http;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary><c>GET /v1/audit/facts/{fact_id}</c>: what happened to a fact that the caller may read, oldest first (access contract, section 10).</summary>
internal sealed class GetFactAudit(FactLookup lookup, AuditPages pages)
{
    private const int Most = 10_000;

    public static readonly Operation Operation = new("GET", "/v1/audit/facts/{fact_id}", "get_fact_audit_v1_audit_facts__fact_id__get", "audit", "What happened to a fact, oldest first")
    {
        Answer = typeof(AuditLogEntry[]),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        lookup.ById(call.PathPart("/v1/audit/facts/"), call.Caller).TryGet(out var fact, out var fault)
            ? Reply.Ok(pages.OldestFirst(new AuditFilter { FactId = fact.Id }, call.Caller, 0, Most).Entries)
            : Reply.Refuse(fault));
}
