using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Keeps an agent from feeding what it has just read back as if it were new (facts contract, section 20).
/// </summary>
internal sealed class SessionGuard(SessionReads reads, FactReader reader, FactVisibility visibility)
{
    /// <summary>The refusal, or null; in the writer's turn.</summary>
    public Fault? Check(SqlSession session, AssertDraft draft)
    {
        if (!reads.HasRead(session, draft.Session!, draft.Caller, draft.Scope))
            return null;
        if (draft.IsSummary && draft.DerivedFrom.Any(origin => IsReadable(session, draft, origin)))
            return null;
        return new Fault(
            FaultCode.FeedbackLoopProvenanceRequired,
            $"this session has read scope '{draft.Scope.Name()}': write with write_mode summarize_with_provenance and name in derived_from a fact of that scope")
        {
            Extra = [KeyValuePair.Create("session_id", (object?)draft.Session), KeyValuePair.Create("scope", (object?)draft.Scope.Name())],
        };
    }

    private bool IsReadable(SqlSession session, AssertDraft draft, DerivedFrom origin) =>
        Candidates(session, draft.Caller.Tenant, origin).Any(fact => fact.Scope == draft.Scope && visibility.Shows(draft.Caller, fact) && reads.MayCite(draft.Session!, draft.Caller, fact));

    private IEnumerable<StoredFact> Candidates(SqlSession session, string tenant, DerivedFrom origin)
    {
        if (Guid.TryParse(origin.FactId, out var id) && reader.Find(session, id, tenant) is { } fact)
            return [fact];
        return ContentId.TryParse(origin.Hash, out var cid) ? reader.FindAll(cid, tenant) : [];
    }
}
