using Stigmem.Core.Ranking;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Recall;

namespace Stigmem.Node.Recall;

/// <summary>Packs facts into a budget of tokens: what does not fit is skipped, smaller ones after it may.</summary>
internal sealed class RecallPacking(int budget)
{
    private readonly List<ScoredFact> _facts = [];
    private int _used;
    private bool _isTruncated;

    private readonly HashSet<string> _cards = new(StringComparer.Ordinal);

    /// <summary>Adds the card of a fact's entity, once, if it fits.</summary>
    public bool AddCard(Candidate best, FactRecord card) =>
        _cards.Add(card.Entity) && Add(best, card, isCard: true, ["sums up an entity that the question is about"]);

    /// <summary>Adds a fact if it fits.</summary>
    public bool Add(Candidate candidate, FactRecord record) => Add(candidate, record, isCard: false, candidate.Why);

    private bool Add(Candidate candidate, FactRecord record, bool isCard, IReadOnlyList<string> why)
    {
        var tokens = TokenEstimate.Of(record.Entity, record.Relation, record.Value.V.Text ?? record.Value.V.NumberText ?? "", record.Source);
        if (_used + tokens > budget)
        {
            _isTruncated = true;
            return false;
        }
        _used += tokens;
        _facts.Add(new ScoredFact
        {
            Fact = record,
            Score = candidate.Score,
            ScoreBreakdown = Breakdown(candidate),
            HopDistance = candidate.Hops,
            TokenEstimate = tokens,
            FromCard = isCard,
            Why = why,
        });
        return true;
    }

    /// <summary>The answer.</summary>
    public RecallResponse Response(Guid id, RecallInput input, string queryHash, int scored) => new()
    {
        RecallId = id.ToString(),
        QueryHash = queryHash,
        Facts = _facts,
        Content = input.IsLegacy ? null : [.. _facts.Where(scoredFact => scoredFact.Fact.Value.InterpretAs != "instruction")],
        Instructions = input.IsLegacy ? null : [.. _facts.Where(scoredFact => scoredFact.Fact.Value.InterpretAs == "instruction")],
        TotalScored = scored,
        TokenBudget = input.TokenBudget,
        TokensUsed = _used,
        Truncated = _isTruncated,
    };

    private static ScoreBreakdown Breakdown(Candidate candidate) => new()
    {
        Lexical = Math.Round(candidate.Signals.Lexical, 4),
        Semantic = Math.Round(candidate.Signals.Semantic, 4),
        Graph = Math.Round(candidate.Signals.Graph, 4),
        SourceTrust = Math.Round(candidate.Signals.SourceTrust ?? 0, 4),
        Recency = Math.Round(candidate.Signals.Recency, 4),
        WeightedTotal = candidate.Score,
    };
}
