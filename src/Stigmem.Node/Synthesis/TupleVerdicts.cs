using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Synthesis;

/// <summary>
/// Judges the tuples that one walk meets, reading each as often as it must and keeping little: a tuple may have a hundred
/// thousand facts, and a scope a million tuples.
/// </summary>
internal sealed class TupleVerdicts(FactReader reader, SummarizedFacts summarized, SqlSession session, Principal caller, long nowMicroseconds)
{
    private const int MostRemembered = 10_000;
    private readonly Dictionary<(FactTuple Tuple, Guid? Garden), long> _preferred = [];

    /// <summary>Whether a fact is the preferred one of its tuple and garden.</summary>
    public bool IsPreferred(StoredFact fact)
    {
        var key = (TupleOf(fact), fact.Garden);
        if (!_preferred.TryGetValue(key, out var seq))
        {
            if (_preferred.Count == MostRemembered)
                _preferred.Clear();
            _preferred[key] = seq = Standing(fact).Aggregate(fact, (best, one) => Compare(one, best) > 0 ? one : best).Seq;
        }
        return seq == fact.Seq;
    }

    /// <summary>What the tuple of a preferred fact says.</summary>
    public TupleVerdict Of(StoredFact preferred)
    {
        var verdict = new TupleVerdict(preferred, null, 0, 0);
        foreach (var fact in Standing(preferred))
        {
            var agrees = fact.ToAssertion(nowMicroseconds).HasValueOf(preferred.ToAssertion(nowMicroseconds));
            verdict = verdict with
            {
                Facts = verdict.Facts + 1,
                Agreeing = verdict.Agreeing + (agrees ? 1 : 0),
                Other = !agrees && (verdict.Other is null || Compare(fact, verdict.Other) > 0) ? fact : verdict.Other,
            };
        }
        return verdict;
    }

    private IEnumerable<StoredFact> Standing(StoredFact fact) => reader.Walk(session, TupleOf(fact))
        .Where(one => one.Garden == fact.Garden && summarized.Include(caller, one, nowMicroseconds));

    private int Compare(StoredFact a, StoredFact b)
    {
        var order = Contradiction.Compare(a.ToAssertion(nowMicroseconds), b.ToAssertion(nowMicroseconds));
        return order != 0 ? order : a.Seq.CompareTo(b.Seq);
    }

    private static FactTuple TupleOf(StoredFact fact) => new(fact.Tenant, fact.Entity, fact.Relation, fact.Scope);
}
