using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Synthesis;

namespace Stigmem.Node.Synthesis;

/// <summary>
/// Makes pages of tuples. A walk over the facts of a scope, sure ones first, enters a tuple where it meets the preferred
/// fact: so each comes once, in a lasting order, and nothing has to be remembered from page to page (decision 0099).
/// </summary>
internal sealed class TuplePages(SureFacts facts, FactReader reader, SummarizedFacts summarized, FactPresenter presenter, TimeProvider time)
{
    public TupleSynthesis Read(SqlSession session, TupleQuery query)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var verdicts = new TupleVerdicts(reader, summarized, session, query.Caller, now);
        var page = Walk(session, query, fact => Enters(query, fact, now) && verdicts.IsPreferred(fact)).Take(query.Limit + 1).ToList();
        var hasMore = page.Count > query.Limit;
        var tuples = page.Take(query.Limit).Select(fact => Entry(query, fact, verdicts.Of(fact), now)).ToList();
        return new TupleSynthesis
        {
            Scope = query.Scope.Name(),
            Tuples = tuples,
            TupleCount = tuples.Count,
            ContradictionCount = tuples.Count(tuple => tuple.Contradicted),
            Cursor = hasMore ? PlaceOf(page[^2]).Encode() : null,
            SynthesizedAt = Instants.Format(now),
        };
    }

    /// <summary>Of several names each is walked alone, as far as the page could need it.</summary>
    private IEnumerable<StoredFact> Walk(SqlSession session, TupleQuery query, Func<StoredFact, bool> enters)
    {
        var tenant = query.Caller.Tenant;
        if (query.Entities is not { } names)
            return SureEnough(facts.OfScope(session, tenant, query.Scope, query.After));
        return names.SelectMany(name => SureEnough(facts.OfEntity(session, tenant, name, query.Scope, query.After)).Take(query.Limit + 1))
            .Order(SurestFacts.WrittenSureFirst);

        IEnumerable<StoredFact> SureEnough(IEnumerable<StoredFact> walk) => walk.TakeWhile(fact => fact.WrittenConfidence >= query.MinConfidence).Where(enters);
    }

    private bool Enters(TupleQuery query, StoredFact fact, long now) =>
        fact.Confidence >= query.MinConfidence && query.Relations.Admits(fact.Relation) && summarized.Include(query.Caller, fact, now);

    private static SureCursor PlaceOf(StoredFact fact) => new(fact.WrittenConfidence, fact.TimestampMicroseconds, fact.Seq);

    private SynthesizedTuple Entry(TupleQuery query, StoredFact preferred, TupleVerdict verdict, long now)
    {
        var isContradicted = verdict.Other is { } rival && Contradiction.Contradicts(preferred.ToAssertion(now), rival.ToAssertion(now));
        var record = presenter.Read(preferred, query.Caller, isContradicted, out _);
        var other = verdict.Other is null ? null : presenter.Read(verdict.Other, query.Caller, isContradicted, out _);
        return new SynthesizedTuple
        {
            Entity = record.Entity,
            Relation = record.Relation,
            GardenId = record.GardenId,
            Value = record.Value,
            FactId = record.Id,
            Source = record.Source,
            Confidence = record.Confidence,
            SourceTrust = record.SourceTrust,
            Timestamp = record.Timestamp,
            ValidUntil = record.ValidUntil,
            Contradicted = isContradicted,
            AltValue = other?.Value,
            AltFactId = other?.Id,
            AltConfidence = other?.Confidence,
            FactCount = verdict.Facts,
            AgreeingCount = verdict.Agreeing,
            SanitizerWarnings = [.. record.SanitizerWarnings.Union(other?.SanitizerWarnings ?? [])],
        };
    }
}
