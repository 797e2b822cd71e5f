using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Recall;

/// <summary>What one caller may be told in one recall. Everything that may influence an answer has passed here.</summary>
internal sealed class RecallView(
    SqlSession session, Principal caller, RecallInput input, FactReader reader, FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter, long now)
{
    private readonly Dictionary<long, StoredFact?> _facts = [];

    /// <summary>The fact with a number if it stands and the caller may see it, else null.</summary>
    public StoredFact? Find(long number)
    {
        if (!_facts.TryGetValue(number, out var fact))
            _facts.Add(number, fact = reader.Find(session, number) is { } found && Shows(found) ? found : null);
        return fact;
    }

    /// <summary>Whether a fact stands and the caller may be told of it.</summary>
    public bool Shows(StoredFact fact) =>
        fact.Scope == input.Scope && fact.Confidence > 0 && fact.Confidence >= input.MinConfidence && fact.IsLive(now) && !fact.IsSystem
        && visibility.Lists(caller, fact) && integrity.Holds(fact) && presenter.IsTrusted(fact, caller);
}
