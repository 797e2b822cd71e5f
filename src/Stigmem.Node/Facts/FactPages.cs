using Stigmem.Core.ContentIds;
using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>Makes a page: walks the matches, drops what the caller may not see or did not ask for, presents the rest.</summary>
internal sealed class FactPages(FactSearch search, FactVisibility visibility, FactPresenter presenter, OpenConflicts conflicts, FactMetrics metrics, TimeProvider time)
{
    /// <summary>The page of a query.</summary>
    /// <param name="session">A reader.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="seen">The scopes of the facts on the page, for the session guard.</param>
    public FactPage Read(SqlSession session, FactQuery query, Principal caller, out ScopeSet seen)
    {
        seen = default;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        List<FactRecord> records = [];
        KeysetCursor? last = null;
        var isCut = false;
        List<StoredFact> facts = [.. search.Walk(session, query, caller.Tenant).Where(fact => Matches(fact, query, caller, now)).Take(query.Limit + 1)];
        foreach (var fact in facts)
        {
            if (records.Count == query.Limit)
            {
                isCut = true;
                break;
            }
            last = new KeysetCursor(fact.TimestampMicroseconds, fact.Id);
        }
        return new FactPage { Facts = records, Total = records.Count, Cursor = isCut ? last?.Encode() : null };
    }
}
