using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>Makes a page: walks the matches, drops what the caller may not see or did not ask for, presents the rest.</summary>
internal sealed class FactPages(
    FactSearch search, FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter, OpenConflicts conflicts, FactReader reader, TimeProvider time)
{
    /// <summary>The page of a query.</summary>
    /// <param name="session">A reader; it holds a snapshot if matches are counted, so that page and count agree.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="seen">Takes the facts on the page, if there is a session that the guard knows.</param>
    public FactPage Read(SqlSession session, FactQuery query, Principal caller, SeenFacts? seen)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var preferred = query.Prefer == Preference.None ? null : new PreferredFacts(reader, session, query.Prefer, now);
        List<FactRecord> records = [];
        KeysetCursor? last = null;
        KeysetCursor? next = null;
        foreach (var fact in Candidates(session, query, caller, now))
        {
            if (records.Count == query.Limit)
            {
                next = last;
                break;
            }
            if (!Stands(session, fact, query, preferred, now, out var contradicted))
                continue;
            var record = presenter.Read(fact, caller, contradicted, out var isTrusted);
            if (!isTrusted && !query.IncludeLowTrust)
                continue;
            records.Add(record);
            last = new KeysetCursor(fact.TimestampMicroseconds, fact.Id);
            seen?.With(fact);
        }
        return new FactPage
        {
            Facts = records, Total = records.Count, Cursor = next?.Encode(), TotalMatches = query.IncludeTotal ? Count(session, query, caller, preferred, now) : null,
        };
    }

    /// <summary>How many facts all pages have together, wherever this one begins.</summary>
    private long Count(SqlSession session, FactQuery query, Principal caller, PreferredFacts? preferred, long now) =>
        Candidates(session, query with { Cursor = null }, caller, now).LongCount(
            fact => Stands(session, fact, query, preferred, now, out _) && (query.IncludeLowTrust || presenter.IsTrusted(fact, caller)));

    /// <summary>What a look at the fact alone lets through.</summary>
    private IEnumerable<StoredFact> Candidates(SqlSession session, FactQuery query, Principal caller, long now) =>
        search.Walk(session, query, caller.Tenant).Where(fact => Matches(fact, query, now) && visibility.Lists(caller, fact) && integrity.Holds(fact));

    private bool Stands(SqlSession session, StoredFact fact, FactQuery query, PreferredFacts? preferred, long now, out bool contradicted)
    {
        contradicted = conflicts.Contradicts(session, fact, now);
        return !contradicted || query.IncludeContradicted || preferred?.IsPreferred(fact) == true;
    }

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
