using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Which fact a read shows of a tuple at odds. All live facts of the tuple are compared, since the records of a hot tuple
/// name only some of its pairs; each tuple is looked at once in a read.
/// </summary>
internal sealed class PreferredFacts(FactReader reader, SqlSession session, Preference preference, long nowMicroseconds)
{
    private readonly Dictionary<(FactTuple Tuple, Guid? Garden), (StoredFact? Best, StoredFact? Other)> _leaders = [];

    /// <summary>Whether the fact goes before every live fact of its tuple and garden that says something else.</summary>
    public bool IsPreferred(StoredFact fact)
    {
        var (best, other) = Leaders(fact);
        var rival = best is not null && Differs(best, fact) ? best : other;
        return rival is null || Compare(fact, rival) > 0;
    }

    /// <summary>The first of the live facts, and the first of those that say something else.</summary>
    private (StoredFact? Best, StoredFact? Other) Leaders(StoredFact fact)
    {
        var tuple = new FactTuple(fact.Tenant, fact.Entity, fact.Relation, fact.Scope);
        if (_leaders.TryGetValue((tuple, fact.Garden), out var leaders))
            return leaders;
        var ranked = reader.FindAll(session, tuple, int.MaxValue)
            .Where(one => one.Garden == fact.Garden && one.Confidence > 0 && one.IsLive(nowMicroseconds))
            .OrderDescending(Comparer<StoredFact>.Create(Compare)).ToList();
        leaders = ranked.Count == 0 ? default : (ranked[0], ranked.Find(one => Differs(one, ranked[0])));
        return _leaders[(tuple, fact.Garden)] = leaders;
    }

    private int Compare(StoredFact a, StoredFact b) => preference == Preference.Latest
        ? a.Hlc.CompareTo(b.Hlc)
        : Contradiction.Compare(a.ToAssertion(nowMicroseconds), b.ToAssertion(nowMicroseconds));

    private bool Differs(StoredFact a, StoredFact b) => !a.ToAssertion(nowMicroseconds).HasValueOf(b.ToAssertion(nowMicroseconds));
}
