using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// What an assert does in the writer's turn: everything that must be decided on the state that the commit will
/// have (rulings 6): aliases, garden role, key revocation, session guard, dedupe, retraction, contradiction.
/// </summary>
internal sealed class AssertTurn(
    FactLog log,
    FactReader reader,
    TupleEffects effects,
    GardenDirectory gardens,
    AliasDirectory aliases,
    AgentKeyDirectory agentKeys,
    SessionGuard guard,
    TimeToLive timeToLive,
    TimeProvider time)
{
    private const int NewestSiblings = 64;
    private const int EverySibling = int.MaxValue;

    /// <summary>Writes the fact, or finds the equal one, or refuses.</summary>
    public AssertResult Execute(SqlSession session, AssertDraft draft)
    {
        if (!Admit(session, draft).TryGet(out var garden, out var fault))
            return AssertResult.Refused(fault);
        var fact = Resolve(draft, garden.Id);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var isRetraction = fact.Confidence == 0;
        var siblings = reader.FindAll(session, fact.Tuple, isRetraction ? EverySibling : NewestSiblings);
        if (siblings.Count == 0)
            return new AssertResult(Append(session, fact, draft), false, false, null);
        var mayRetractOthers = draft.Caller.Has(Auth.Permissions.Admin) || garden.IsAdmin;
        if (FindEqual(siblings, fact, now, mayRetractOthers) is { } equal)
        {
            // Who says it again may have been let into the garden since.
            timeToLive.Apply(session, equal, draft.Caller);
            return new AssertResult(equal, true, false, null);
        }
        var stored = Append(session, fact, draft);
        if (isRetraction)
            effects.Retract(session, stored, siblings, mayRetractOthers, now);
        var contradicted = !isRetraction && effects.Contradict(session, stored, siblings, now);
        return new AssertResult(stored, false, contradicted, null);
    }

    private StoredFact Append(SqlSession session, NewFact fact, AssertDraft draft)
    {
        var stored = log.Append(session, fact);
        timeToLive.Apply(session, stored, draft.Caller);
        return stored;
    }

    private Outcome<Target> Admit(SqlSession session, AssertDraft draft)
    {
        var target = new Target(null, false);
        if (draft.GardenUri is { } uri)
        {
            if (!GardenAccess.ForWrite(gardens.Working, draft.Caller, uri, draft.Scope).TryGet(out var garden, out var denied))
                return denied;
            target = new Target(garden.Id, garden.RoleOf(draft.Caller.EntityUri) == GardenRole.Admin);
        }
        if (draft.AttestedKey is { } key && agentKeys.IsRevoked(session, key))
            return new Fault(FaultCode.AttestationRefused, $"attestation.key_id '{key}' has been revoked");
        if (draft.Session is not null && guard.Check(session, draft) is { } blocked)
            return blocked;
        return target;
    }

    private NewFact Resolve(AssertDraft draft, Guid? garden)
    {
        var tenant = draft.Caller.Tenant;
        var entity = aliases.Working.Resolve(tenant, draft.Entity);
        var source = aliases.Working.Resolve(tenant, draft.Source);
        var isAliased = !ReferenceEquals(entity, draft.Entity) || !ReferenceEquals(source, draft.Source);
        return new NewFact
        {
            Tenant = tenant,
            Entity = entity,
            Relation = draft.Relation,
            Value = draft.Value,
            Source = source,
            Confidence = draft.Confidence,
            Scope = draft.Scope,
            ValidUntil = draft.ValidUntil,
            ValidUntilMicroseconds = draft.ValidUntilMicroseconds,
            Garden = garden,
            DerivedFromJson = draft.DerivedFromJson,
            AttestedKeyId = draft.AttestedKey?.ToString(),
            Actor = draft.Caller.EntityUri,
            OidcSub = draft.Caller.OidcSub,
            Cid = isAliased ? NewFact.CidOf(entity, draft.Relation, draft.Value, source, draft.Confidence, draft.Scope) : draft.Cid,
        };
    }

    /// <summary>
    /// A live fact that says all the same (rulings 4). A retraction is only a repeat while it would take nothing back.
    /// </summary>
    private static StoredFact? FindEqual(IReadOnlyList<StoredFact> siblings, NewFact fact, long now, bool mayRetractOthers)
    {
        foreach (var sibling in siblings)
        {
            if (sibling.Cid == fact.Cid && IsSameRecord(sibling, fact) && sibling.IsLive(now)
                && (fact.Confidence > 0 || !siblings.Any(other => WouldRetract(fact, other, now, mayRetractOthers))))
                return sibling;
        }
        return null;
    }

    private static bool IsSameRecord(StoredFact stored, NewFact fact) =>
        stored.Garden == fact.Garden
        && stored.ValidUntil == fact.ValidUntil
        && stored.Value.InterpretAs == fact.Value.InterpretAs
        && stored.AttestedKeyId == fact.AttestedKeyId
        && stored.DerivedFromJson == fact.DerivedFromJson;

    private static bool WouldRetract(NewFact retraction, StoredFact other, long now, bool mayRetractOthers) =>
        other.IsLive(now) && other.Confidence > 0 && other.Garden == retraction.Garden
        && (mayRetractOthers || other.Source == retraction.Source);

    /// <param name="Id">The garden a fact goes to; null is the open fabric.</param>
    /// <param name="IsAdmin">Whether the caller runs that garden.</param>
    private sealed record Target(Guid? Id, bool IsAdmin);
}
