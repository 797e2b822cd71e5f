using Stigmem.Core.Ranking;
using Stigmem.Core.Words;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Recall;

/// <summary>Scores candidates and puts them in order: by score, then the newer by hybrid clock, then by id.</summary>
internal sealed class RecallRanking(OpenConflicts conflicts, SourceTrustReader trust)
{
    /// <summary>Said of a fact that is at odds with another.</summary>
    public const string Contradicted = "contradicted by another fact";

    /// <summary>Scores each and leaves out what nothing ties to the question.</summary>
    public List<Candidate> Rank(SqlSession session, IReadOnlyList<Candidate> candidates, RankWeights weights, Question question, Principal caller, DateTimeOffset now)
    {
        var best = candidates.Count == 0 ? 0 : candidates.Max(candidate => candidate.Words);
        // What has no vector yet neither gains nor loses by it.
        var likeness = candidates.Average(candidate => candidate.Likeness);
        foreach (var candidate in candidates)
            Score(session, candidate, best, likeness, weights, caller, now);
        LookAlikes.Demote(candidates, question);
        return [.. candidates.Where(candidate => candidate.Score > 0).OrderByDescending(candidate => candidate.Score)
            .ThenByDescending(candidate => candidate.Fact.Hlc).ThenBy(candidate => candidate.Fact.Id)];
    }

    /// <summary>Scores one.</summary>
    private void Score(SqlSession session, Candidate candidate, float best, double? likeness, in RankWeights weights, Principal caller, DateTimeOffset now)
    {
        var fact = candidate.Fact;
        var microseconds = now.ToUnixTimeMilliseconds() * 1_000;
        candidate.Signals = new RankSignals
        {
            Lexical = best > 0 ? candidate.Words / best : 0,
            Semantic = candidate.Likeness ?? likeness ?? 0,
            Graph = candidate.Graph,
            SourceTrust = trust.Of(fact, caller),
            Recency = RankSignals.RecencyOf(TimeSpan.FromMicroseconds(microseconds - fact.TimestampMicroseconds)),
            Confidence = fact.Confidence,
            IsDisputed = conflicts.IsDisputed(session, fact, microseconds),
        };
        candidate.Score = Math.Round(candidate.Signals.Score(weights, hasSemantic: likeness is not null), 6);
        if (candidate.Words > 0 && candidate.Why.Count == 0)
            candidate.Why.Add("shares words with the question");
        candidate.IsContradicted = conflicts.Contradicts(session, fact, microseconds);
        if (candidate.IsContradicted)
            candidate.Why.Add(Contradicted);
    }
}
