using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Cards;

/// <summary>
/// Builds cards when they are read, for the one who reads: from facts that the caller may see and that stand, content only,
/// as trust and sanitizer show them. Nothing is kept, so nothing goes stale (decision 0098).
/// </summary>
internal sealed class CardBuilder(
    SureFacts facts, FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter, OpenConflicts conflicts, AliasDirectory aliases, TimeProvider time)
{
    private const int MostFacts = 20;
    private const double LeastWeight = 0.01;

    /// <summary>The card of an entity, or null when there is no fact for one.</summary>
    /// <param name="session">A reader; the card sees as much of the log as the index file has.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="entity">The entity, normalized.</param>
    /// <param name="scope">The scope.</param>
    public Card? Build(SqlSession session, Principal caller, string entity, FactScope scope)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var canonical = aliases.Current.Resolve(caller.Tenant, entity);
        var shown = Chosen(session, caller, canonical, scope, now)
            .Select(fact => (Fact: fact, Record: presenter.Read(fact, caller, contradicted: false, out _)))
            .Where(one => !one.Record.SanitizerRedacted).ToList();
        if (shown.Count == 0)
            return null;
        var text = new CardText(canonical);
        foreach (var (_, record) in shown)
            text.Add(record);
        return new Card(
            canonical, scope, text.ToString(), [.. shown.Select(one => one.Fact)], Average(shown.Select(one => one.Record)),
            HasContradictions(session, [.. shown.Select(one => one.Fact)], now), now,
            [.. shown.SelectMany(one => one.Record.SanitizerWarnings).Distinct()]);
    }

    private IEnumerable<StoredFact> Chosen(SqlSession session, Principal caller, string canonical, FactScope scope, long now)
    {
        // Each name has an order of its own: the first of all are among the first of each.
        var names = aliases.Current.Spellings(caller.Tenant, canonical);
        return names.SelectMany(name => SurestFacts.Of(facts.OfEntity(session, caller.Tenant, name, scope), MostFacts, Counts))
            .Order(SurestFacts.SureFirst).Take(MostFacts);

        bool Counts(StoredFact fact) =>
            fact.Confidence > 0
            && fact.IsLive(now)
            && fact.Value.InterpretAs == InterpretAs.Content
            && visibility.Lists(caller, fact)
            && integrity.Holds(fact)
            && presenter.IsTrusted(fact, caller);
    }

    private static double Average(IEnumerable<FactRecord> facts)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var fact in facts)
        {
            var weight = Math.Max(LeastWeight, fact.SourceTrust ?? 1);
            (sum, weights) = (sum + fact.Confidence * weight, weights + weight);
        }
        return Math.Round(sum / weights, 6);
    }

    private bool HasContradictions(SqlSession session, IReadOnlyList<StoredFact> facts, long now) =>
        facts.Any(fact => conflicts.Contradicts(session, fact, now))
        || facts.GroupBy(fact => fact.Relation).Any(group => group.Any(fact => !fact.ToAssertion(now).HasValueOf(group.First().ToAssertion(now))));
}
