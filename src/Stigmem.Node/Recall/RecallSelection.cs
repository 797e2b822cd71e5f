using Stigmem.Core.Facts;
using Stigmem.Core.Words;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Recall;

/// <summary>
/// Chooses from ranked facts those that an answer shows. Of one tuple at most two values, the preferred first (rulings
/// 38), so that no flood of values pushes others out; nothing that its own source has replaced; nothing said before.
/// </summary>
internal sealed class RecallSelection(FactReader reader, SourceTrustReader trust)
{
    private const int MostOfOneTuple = 2;
    private const int NewestSiblings = 4_096;
    private const int TelltaleWords = 8;

    /// <summary>The facts to show, best first.</summary>
    public IEnumerable<Candidate> Choose(SqlSession session, IReadOnlyList<Candidate> ranked, RecallView view, Auth.Principal caller)
    {
        Dictionary<(FactTuple, Guid?), IReadOnlyList<StoredFact>> standing = [];
        HashSet<long> shown = [];
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var candidate in ranked)
        {
            var fact = candidate.Fact;
            var tuple = (new FactTuple(fact.Tenant, fact.Entity, fact.Relation, fact.Scope), fact.Garden);
            if (!standing.TryGetValue(tuple, out var preferred))
                standing.Add(tuple, preferred = Preferred(session, fact, view, caller));
            // Whichever of them the words led to: the preferred one comes first, and who is at odds with it beside it.
            foreach (var one in preferred)
            {
                if (shown.Add(one.Seq) && said.Add(Gist(one)))
                    yield return one.Seq == fact.Seq ? candidate : InPlaceOf(candidate, one, ranked);
            }
        }
    }

    /// <summary>The values of the fact's tuple that may be shown, the preferred first: by trust, then confidence, then the later.</summary>
    private IReadOnlyList<StoredFact> Preferred(SqlSession session, StoredFact fact, RecallView view, Auth.Principal caller)
    {
        var tuple = new FactTuple(fact.Tenant, fact.Entity, fact.Relation, fact.Scope);
        if (reader.IsAlone(session, tuple))
            return [fact];
        var siblings = reader.FindAll(session, tuple, NewestSiblings);
        return
        [
            .. siblings.Where(sibling => sibling.Garden == fact.Garden && view.Shows(sibling))
                .GroupBy(sibling => sibling.Source).Select(ofSource => ofSource.MaxBy(sibling => sibling.Hlc)!)
                .OrderByDescending(sibling => trust.Of(sibling, caller) ?? 0).ThenByDescending(sibling => sibling.Confidence).ThenByDescending(sibling => sibling.Hlc)
                .DistinctBy(sibling => (sibling.Value.Type, sibling.Value.Text)).Take(MostOfOneTuple),
        ];
    }

    private static Candidate InPlaceOf(Candidate candidate, StoredFact fact, IReadOnlyList<Candidate> ranked)
    {
        var own = ranked.FirstOrDefault(other => other.Fact.Seq == fact.Seq);
        var preferred = new Candidate(fact)
        {
            IsContradicted = (own ?? candidate).IsContradicted, Score = candidate.Score, Signals = own?.Signals ?? candidate.Signals, Hops = candidate.Hops, Graph = candidate.Graph, Words = candidate.Words, Likeness = candidate.Likeness,
        };
        preferred.Why.Add("another value that its entity has here");
        if (preferred.IsContradicted)
            preferred.Why.Add(RecallRanking.Contradicted);
        return preferred;
    }

    /// <summary>Texts of the same words are the same; short ones only about the same entity.</summary>
    private static string Gist(StoredFact fact)
    {
        if (fact.Value.Type is not (FactValueType.String or FactValueType.Text))
            return fact.Id.ToString();
        var words = new SortedSet<string>(WordBreaker.Words(fact.Value.Text), StringComparer.Ordinal);
        if (words.Count == 0)
            return fact.Id.ToString();
        var about = words.Count >= TelltaleWords ? "" : fact.Entity;
        return $"{about}\n{fact.Relation}\n{fact.Value.InterpretAs}\n{string.Join(' ', words)}";
    }
}
