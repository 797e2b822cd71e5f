using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>Whether facts are at odds with others right now.</summary>
internal sealed class OpenConflicts(FactReader reader)
{
    private const int NewestSiblings = 64;

    /// <summary>
    /// Whether a live fact contradicts this one in a conflict that nobody has resolved. One without a record of its own says
    /// what another says that has one; then the tuple tells.
    /// </summary>
    public bool Contradicts(SqlSession session, StoredFact fact, long nowMicroseconds) =>
        fact.State.OpenConflicts > 0 && (Rivals(session, fact, nowMicroseconds).Any() || AtOdds(session, fact, nowMicroseconds).Any());

    /// <summary>Whether another source says something else. Who says something new itself has changed its mind.</summary>
    public bool IsDisputed(SqlSession session, StoredFact fact, long nowMicroseconds) =>
        fact.State.OpenConflicts > 0
        && (Rivals(session, fact, nowMicroseconds).Any(rival => rival.Source != fact.Source) || AtOdds(session, fact, nowMicroseconds).Any(other => other.Source != fact.Source));

    private IEnumerable<StoredFact> AtOdds(SqlSession session, StoredFact fact, long nowMicroseconds)
    {
        var claim = fact.ToAssertion(nowMicroseconds);
        return reader.FindAll(session, new FactTuple(fact.Tenant, fact.Entity, fact.Relation, fact.Scope), NewestSiblings)
            .Where(other => Contradiction.Contradicts(claim, other.ToAssertion(nowMicroseconds)));
    }

    private IEnumerable<StoredFact> Rivals(SqlSession session, StoredFact fact, long nowMicroseconds)
    {
        foreach (var (_, newer, older) in ConflictLog.OpenOf(session, fact.Seq))
        {
            if (reader.Find(session, newer == fact.Seq ? older : newer) is { } rival && rival.IsLive(nowMicroseconds))
                yield return rival;
        }
    }
}
