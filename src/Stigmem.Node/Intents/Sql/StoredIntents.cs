using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Intents.Sql;

/// <summary>Finds the facts of intents that a caller may see, by the exact names of the entities.</summary>
internal sealed class StoredIntents(FactSearch search, FactVisibility visibility, AliasDirectory aliases)
{
    /// <summary>The first goal that was said under a name, over or not; later ones cannot take its place.</summary>
    public StoredFact? FindGoal(SqlSession session, string id, Principal caller) =>
        OfEntity(session, id, caller).LastOrDefault(fact => fact.Relation == IntentRelations.Goal && fact.Confidence > 0);

    /// <summary>What stands of an intent or of a part of it: only what its writer said, in the order of saying.</summary>
    public IReadOnlyList<StoredFact> Standing(SqlSession session, string entity, StoredFact goal, Principal caller, long nowMicroseconds) =>
    [
        .. OfEntity(session, entity, caller)
            .Where(fact => fact.Source == goal.Source && fact.Actor == goal.Actor && fact.ReceivedFrom == goal.ReceivedFrom && fact.Scope == goal.Scope
                && fact.Confidence > 0 && fact.IsLive(nowMicroseconds))
            .OrderBy(fact => fact.Seq),
    ];

    /// <summary>Newest first.</summary>
    private IEnumerable<StoredFact> OfEntity(SqlSession session, string entity, Principal caller)
    {
        var canonical = aliases.Current.Resolve(caller.Tenant, entity);
        var query = new FactQuery { Entities = aliases.Current.Spellings(caller.Tenant, canonical) };
        return search.Walk(session, query, caller.Tenant).Where(fact => visibility.Lists(caller, fact));
    }
}
