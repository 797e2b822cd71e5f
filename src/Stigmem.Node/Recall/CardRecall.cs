using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Ranking;
using Stigmem.Core.Words;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Cards;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Recall;

/// <summary>
/// Adds cards of the entities that a question is about: those that it names, and those of which several facts match. A
/// card stands beside its best fact with the same score and replaces none, so that it can drown nothing.
/// </summary>
internal sealed class CardRecall(CardBuilder cards)
{
    private const int MostCards = 3;
    private const int SeveralFacts = 3;
    private const double LeastConfidence = 0.5;

    /// <summary>The cards to show, by entity.</summary>
    public IReadOnlyDictionary<string, Card> For(SqlSession session, Principal caller, RecallInput input, Question question, IReadOnlyList<Candidate> chosen)
    {
        var entities = chosen.Where(candidate => candidate.Hops == 0).GroupBy(candidate => candidate.Fact.Entity)
            .Where(facts => facts.Count() >= SeveralFacts || QuestionFit.IsNamed(question, facts.Key)).Select(facts => facts.Key).Take(MostCards);
        Dictionary<string, Card> found = new(StringComparer.Ordinal);
        foreach (var entity in entities)
        {
            if (cards.Build(session, caller, entity, input.Scope) is { HasContradictions: false, AverageConfidence: >= LeastConfidence } card)
                found.Add(entity, card);
        }
        return found;
    }

    /// <summary>A card as the fact that clients of the reference know.</summary>
    public static FactRecord Record(Card card) => new()
    {
        Id = $"card:{card.Entity}",
        Entity = card.Entity,
        Relation = "stigmem:card:summary",
        Value = new FactValueRecord { Type = FactValueType.Text.Name(), V = FactValueContent.OfText(card.Summary), InterpretAs = InterpretAs.Content.Name() },
        Source = "system:stigmem:materializer",
        Timestamp = Instants.Format(card.BuiltMicroseconds),
        Confidence = card.AverageConfidence,
        Scope = card.Scope.Name(),
        SanitizerWarnings = card.SanitizerWarnings,
    };
}
