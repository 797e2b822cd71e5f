using Stigmem.Node.Auth;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Recall;

/// <summary>
/// Tells how near facts are to a question in meaning, and adds the nearest that share no word with it. It looks only into
/// what the caller may read, and what it adds has passed the view, so nobody hidden takes a place.
/// </summary>
internal sealed class SemanticRecall(VectorStore store, GardenDirectory gardens, TenantDirectory tenants)
{
    private const int MostAdded = 100;
    private const float LeastLikeness = 0.3f;
    private const float LeastOfBest = 0.6f;

    /// <summary>The candidates, each with its likeness if it has a vector, and those that are near beside them.</summary>
    public IReadOnlyList<Candidate> Compare(float[] question, Principal caller, RecallInput input, RecallView view, IReadOnlyList<Candidate> candidates)
    {
        var partitions = caller.Scopes.Contains(input.Scope)
            ? store.Of(tenants.NumberOf(caller.Tenant), input.Scope)
                .Where(partition => partition.Garden is not { } garden || GardenAccess.MayRead(gardens.Current, caller, garden)).ToList()
            : [];
        var known = candidates.ToDictionary(candidate => candidate.Fact.Seq);
        if (store.Blocks(partitions) is not { } blocks)
        {
            Judge(question, known);
            return candidates;
        }
        List<(float Likeness, long Number)> near = [];
        foreach (var block in blocks)
        {
            block.Compare(question, (number, likeness) =>
            {
                if (known.TryGetValue(number, out var candidate))
                    candidate.Likeness = Math.Max(0, likeness);
                else if (likeness >= LeastLikeness)
                    near.Add((likeness, number));
            });
        }
        return [.. candidates, .. Nearest(near, view, known.Values, Math.Min(input.Limit, MostAdded))];
    }

    /// <summary>Too many to look at each: only those that the words have found are compared.</summary>
    private void Judge(float[] question, Dictionary<long, Candidate> known)
    {
        var scratch = new float[question.Length];
        foreach (var (number, vector) in store.Find(known.Keys))
            known[number].Likeness = Math.Max(0, PackedVector.Likeness(question, vector, scratch));
    }

    private static IEnumerable<Candidate> Nearest(List<(float Likeness, long Number)> near, RecallView view, IEnumerable<Candidate> known, int most)
    {
        near.Sort(static (a, b) => b.CompareTo(a));
        var best = known.Max(candidate => candidate.Likeness) ?? 0;
        var added = 0;
        foreach (var (likeness, number) in near)
        {
            if (added == most || likeness < LeastOfBest * best)
                yield break;
            if (view.Find(number) is not { } fact)
                continue;
            best = Math.Max(best, likeness);
            added++;
            var candidate = new Candidate(fact) { Likeness = likeness };
            candidate.Why.Add("near the question in meaning");
            yield return candidate;
        }
    }
}
