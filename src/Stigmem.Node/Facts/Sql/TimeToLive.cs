using Stigmem.Core.Clock;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Makes <c>stigmem:ttl</c> facts effective (facts contract, section 15): the earliest of a fact's own expiry and the
/// expiries that its source, a writer of its garden or an admin has attached.
/// </summary>
internal sealed class TimeToLive(FactReader reader, GardenDirectory gardens)
{
    private const string Relation = "stigmem:ttl";

    /// <summary>Applies a fact that was just said, if it is one; in the writer's turn.</summary>
    public void Apply(SqlSession session, StoredFact ttl, Principal caller)
    {
        if (ttl.Relation != Relation || ttl.Confidence == 0 || !Guid.TryParseExact(ttl.Entity, "D", out var id))
            return;
        if (!Instants.TryParse(ttl.Value.Text, out var until) || reader.Find(session, id, ttl.Tenant) is not { } fact)
            return;
        if (MayExpire(fact, ttl, caller) && (fact.ValidUntilMicroseconds ?? long.MaxValue) > until)
            FactStates.Expire(session, fact.Seq, ttl.Value.Text, until);
    }

    /// <summary>Anyone may name any source, so a source counts only where the caller could write the fact itself.</summary>
    private bool MayExpire(StoredFact fact, StoredFact ttl, Principal caller)
    {
        if (!caller.Scopes.Contains(fact.Scope))
            return false;
        if (caller.Has(Permissions.Admin))
            return true;
        return fact.Garden is { } id
            ? gardens.Working.ById.TryGetValue(id, out var garden) && !garden.IsDeleted && garden.RoleOf(caller.EntityUri) is (GardenRole.Writer or GardenRole.Admin)
            : fact.Source == ttl.Source;
    }
}
