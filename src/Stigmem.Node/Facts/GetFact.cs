using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary><c>GET /v1/facts/{id}</c>: one fact by id or content id (facts contract, section 12).</summary>
internal sealed class GetFact(
    SqlEngine engine, FactLookup lookup, FactPresenter presenter, OpenConflicts conflicts, SessionReads sessions, FactMetrics metrics, TimeProvider time)
{
    public static readonly Operation Operation = new("GET", "/v1/facts/{fact_id}", "get_fact_v1_facts__fact_id__get", "facts", "Get a fact by id or content id")
    {
        Answer = typeof(FactRecord),
        Refusals = [400, 403, 404, 409],
        Parameters = [new Parameter("Stigmem-Session", "string", "The session that the read belongs to.", "header")],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out var fault)
            || !lookup.Find(call.PathPart("/v1/facts/"), call.Caller).TryGet(out var fact, out fault))
            return Reply.Refuse(fault);
        if (FactIntegrity.Mismatch(fact) is { } mismatch)
            return Reply.Refuse(mismatch);
        if (session.Length > 0)
            await sessions.MarkAsync(session, call.Caller, new SeenFacts().With(fact));
        metrics.Read(call.Caller);
        return Reply.Ok(presenter.Read(fact, call.Caller, IsContradicted(fact), out _));
    }

    private bool IsContradicted(StoredFact fact)
    {
        if (fact.State.OpenConflicts == 0)
            return false;
        using var lease = engine.Read();
        return conflicts.Contradicts(lease.Session, fact, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
    }
}
