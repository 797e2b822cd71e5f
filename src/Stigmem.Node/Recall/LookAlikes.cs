using Stigmem.Core.Ranking;
using Stigmem.Core.Spelling;
using Stigmem.Core.Words;

namespace Stigmem.Node.Recall;

/// <summary>
/// Entities whose names nearly are one that the question names: somebody may have made them to be taken for it. They
/// come last.
/// </summary>
internal static class LookAlikes
{
    private const int Nearly = 2;
    private const int Shortest = 4;
    private const int Longest = 64;
    private const double Factor = 0.05;

    /// <summary>Lowers the scores of facts about look-alikes.</summary>
    public static void Demote(IReadOnlyList<Candidate> candidates, Question question)
    {
        var byEntity = candidates.GroupBy(candidate => candidate.Fact.Entity).ToList();
        var named = byEntity.Where(group => QuestionFit.IsNamed(question, group.Key)).ToList();
        if (named.Count == 0 || byEntity.Count == 1)
            return;
        // Of several that are named and nearly alike, the one that is spelt out stands, then the most trusted, then the oldest.
        var real = named.OrderByDescending(group => question.Folded.Contains(group.Key, StringComparison.Ordinal))
            .ThenByDescending(group => group.Max(candidate => candidate.Signals.SourceTrust ?? 0))
            .ThenBy(group => group.Min(candidate => candidate.Fact.Seq)).Select(group => group.Key).ToList();
        for (var i = real.Count - 1; i > 0; i--)
        {
            if (real.Take(i).Any(other => AreAlike(other, real[i])))
                real.RemoveAt(i);
        }
        foreach (var group in byEntity)
        {
            if (real.Contains(group.Key) || real.Find(entity => AreAlike(entity, group.Key)) is not { } original)
                continue;
            foreach (var candidate in group)
            {
                candidate.Score = Math.Round(candidate.Score * Factor, 6);
                candidate.Why.Add($"its entity looks like {original}");
            }
        }
    }

    private static bool AreAlike(string a, string b)
    {
        var (nameA, nameB) = (EntityName.LastOf(a), EntityName.LastOf(b));
        if (nameA.Length is < Shortest or > Longest || nameB.Length is < Shortest or > Longest || Math.Abs(nameA.Length - nameB.Length) > Nearly)
            return false;
        // Counters are not spelling: ticket-41 is another ticket than ticket-42.
        if (nameA.AsSpan().TrimEnd("0123456789").SequenceEqual(nameB.AsSpan().TrimEnd("0123456789")) && nameA != nameB)
            return false;
        return EditDistance.Between(nameA, nameB) <= Nearly;
    }
}
