using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>Whether facts are at odds with others right now.</summary>
internal sealed class OpenConflicts(FactReader reader)
{
    /// <summary>Whether a live fact contradicts this one in a conflict that nobody has resolved.</summary>
    public bool Contradicts(SqlSession session, StoredFact fact, long nowMicroseconds) =>
        fact.State.OpenConflicts > 0 && Rivals(session, fact, nowMicroseconds).Any();

    /// <summary>Whether the fact is the preferred one among its live rivals.</summary>
    public bool Prefers(SqlSession session, StoredFact fact, Preference preference, long nowMicroseconds)
    {
        var claim = fact.ToAssertion(nowMicroseconds);
        return Rivals(session, fact, nowMicroseconds).All(rival => preference == Preference.Latest
            ? rival.Hlc < fact.Hlc
            : Contradiction.Preferred(claim, rival.ToAssertion(nowMicroseconds)) == fact.Id);
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
