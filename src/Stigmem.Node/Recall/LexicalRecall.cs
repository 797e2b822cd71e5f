using Stigmem.Core.Ranking;
using Stigmem.Core.Words;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Recall.Sql;

namespace Stigmem.Node.Recall;

/// <summary>Finds the facts that share words with a question, and judges each with what stands beside it in its thread.</summary>
/// <param name="segments">The word index.</param>
/// <param name="mostExamined">How many that stand are looked at for one question; those that do not stand or may not be seen count for nothing.</param>
internal sealed class LexicalRecall(SegmentCache segments, int mostExamined = 20_000)
{
    private const int FewestHits = 100;
    private const int Spare = 50;
    private const int Grow = 4;
    private const int MostOfOneTuple = 4;
    private const float ThreadBest = 0.15f;

    /// <summary>The facts with words of the question that the caller may see; in no order.</summary>
    public IReadOnlyList<Candidate> Find(SqlSession session, IReadOnlyList<long> partitions, Question question, RecallView view, int limit, CancellationToken ct)
    {
        var slots = Vocabulary.Find(session, partitions, question);
        if (slots.Count == 0)
            return [];
        using var matches = WordMatches.Read(session, segments.Of(session, partitions), slots);
        var hits = Best(matches, view, Math.Max(FewestHits, limit) + Spare, ct);
        if (ThreadReader.HasThreads(session))
            hits = WithThreads(session, matches, view, hits);
        foreach (var candidate in hits)
        {
            var fact = candidate.Fact;
            candidate.Words *= QuestionFit.Factor(question, fact.Entity, fact.Source, fact.Value.Text, candidate.Why);
        }
        return Raise(hits);
    }

    /// <summary>
    /// Those that may not be seen take nobody's place, nor does a flood of values for one tuple: more are looked at until
    /// enough are left, or until so many were seen that only a flood can be the cause.
    /// </summary>
    private List<Candidate> Best(WordMatches matches, RecallView view, int wanted, CancellationToken ct)
    {
        for (var most = wanted; ; most *= Grow)
        {
            var scored = matches.Best(most);
            List<Candidate> hits = [];
            HashSet<long> seen = [];
            Dictionary<(string, string), int> ofTuple = [];
            var standing = 0;
            foreach (var (number, score) in scored)
            {
                ct.ThrowIfCancellationRequested();
                // What was held after it was indexed, and let out again, is in the index twice.
                if (!seen.Add(number) || view.Find(number) is not { } fact)
                    continue;
                standing++;
                if ((ofTuple[(fact.Entity, fact.Relation)] = ofTuple.GetValueOrDefault((fact.Entity, fact.Relation)) + 1) <= MostOfOneTuple)
                    hits.Add(new Candidate(fact) { Words = score });
                if (hits.Count == wanted)
                    break;
            }
            if (hits.Count == wanted || scored.Count < most || standing >= mostExamined)
                return hits;
        }
    }

    private static List<Candidate> WithThreads(SqlSession session, WordMatches matches, RecallView view, List<Candidate> hits)
    {
        Dictionary<long, SortedSet<(long Number, long Fact)>> threads = [];
        foreach (var hit in hits)
        {
            if (ThreadReader.PlaceOf(session, hit.Fact.Seq) is not { } place)
                continue;
            if (!threads.TryGetValue(place.Thread, out var around))
                threads.Add(place.Thread, around = []);
            ThreadReader.AddAround(session, place, 2 * ThreadSupport.Reach, around);
        }
        if (threads.Count == 0)
            return hits;
        var known = hits.ToDictionary(hit => hit.Fact.Seq);
        var shares = matches.Shares([.. threads.Values.SelectMany(thread => thread).Select(place => place.Fact)]);
        foreach (var (thread, around) in threads)
        {
            // Who may not be seen supports nobody.
            var seen = around.Select(place => place.Fact).Where(fact => view.Find(fact) is not null).ToList();
            var scores = ThreadSupport.Scores([.. seen.Select(fact => shares.GetValueOrDefault(fact))]);
            for (var i = 0; i < seen.Count; i++)
            {
                if (scores[i] <= 0)
                    continue;
                if (!known.TryGetValue(seen[i], out var candidate))
                {
                    known.Add(seen[i], candidate = new Candidate(view.Find(seen[i])!));
                    candidate.Why.Add("beside a match in its thread");
                }
                (candidate.Words, candidate.Thread) = (scores[i], thread);
            }
        }
        return [.. known.Values];
    }

    /// <summary>Where the best of a thread is good, the others are worth a little more.</summary>
    private static List<Candidate> Raise(List<Candidate> hits)
    {
        foreach (var thread in hits.Where(hit => hit.Thread is not null).GroupBy(hit => hit.Thread).ToList())
        {
            var best = thread.Max(hit => hit.Words);
            foreach (var hit in thread)
                hit.Words += ThreadBest * best;
        }
        return hits;
    }
}
