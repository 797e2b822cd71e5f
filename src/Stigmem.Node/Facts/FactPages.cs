using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>Makes a page: walks the matches, drops what the caller may not see or did not ask for, presents the rest.</summary>
internal sealed class FactPages(
    FactSearch search, FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter, OpenConflicts conflicts, TimeProvider time)
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
        foreach (var fact in search.Walk(session, query, caller.Tenant))
        {
            if (!Matches(fact, query, now) || !visibility.Lists(caller, fact) || !integrity.Holds(fact))
                continue;
            if (records.Count == query.Limit)
                return Page(records, last);
            var contradicted = conflicts.Contradicts(session, fact, now);
            if (contradicted && !query.IncludeContradicted && !IsPreferred(session, fact, query, now))
                continue;
            var record = presenter.Read(fact, caller, contradicted, out var isTrusted);
            if (!isTrusted && !query.IncludeLowTrust)
                continue;
            records.Add(record);
            last = new KeysetCursor(fact.TimestampMicroseconds, fact.Id);
            seen = seen.With(fact.Scope);
        }
        return Page(records, null);
    }

    private bool IsPreferred(SqlSession session, StoredFact fact, FactQuery query, long now) =>
        query.Prefer != Preference.None && conflicts.Prefers(session, fact, query.Prefer, now);

    private static FactPage Page(List<FactRecord> records, KeysetCursor? next) =>
        new() { Facts = records, Total = records.Count, Cursor = next?.Encode() };

    private static bool Matches(StoredFact fact, FactQuery query, long now)
    {
        if (fact.Confidence < query.MinConfidence || (query.Garden is { } garden && fact.Garden != garden))
            return false;
        if (query.Attested is not null)
            return false; // No fact carries a verdict until source attestation is built; null never matches.
        if (fact.IsExpired(now) && !query.IncludeExpired)
            return false;
        if (fact.State.SupersededMicroseconds is not null && !query.IncludeContradicted)
            return false;
        var isTakenBack = fact.State.RetractedMicroseconds is not null || fact.Confidence == 0;
        return !isTakenBack || query.IncludeExpired || query.ShowsRetractions;
    }
}
