using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quarantine.Sql;

/// <summary>Frees facts from quarantine or turns them down, in the writer's turn, so that no fact is judged twice.</summary>
internal sealed class ModerationTurn(
    FactReader reader, HeldFacts held, ArrivalEffects effects, ConflictLog conflicts, GardenDirectory gardens, AuditLog audit, CommitSequence sequence,
    TimeProvider time)
{
    /// <summary>Lets a fact into the fabric; both the node's and the garden's route end here.</summary>
    public Outcome<Moderated> Release(SqlSession session, ModerationRequest request)
    {
        if (!held.Find(session, request).TryGet(out var fact, out var fault) || !Target(request, fact).TryGet(out var target, out fault))
            return fault;
        var at = sequence.NextTimestamp();
        FactStates.Quarantine(
            session, fact.Seq, QuarantineStatus.Promoted, fact.State.QuarantineGarden, request.Reason, request.Caller.EntityUri, at);
        Move(session, fact, target.Garden?.Id, at);
        var released = reader.Find(session, fact.Seq)!;
        // Also when its time is over: whether a retraction took it back is a matter of stamps.
        effects.Take(session, released, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        audit.Append(
            session, request.Caller, "quarantine_promote", fact,
            ("action", request.Action), ("quarantine_garden_id", fact.State.QuarantineGarden?.ToString()),
            ("target_garden_id", target.Garden?.Id.ToString()), ("reason", request.Reason));
        if (fact.Value.InterpretAs == InterpretAs.Instruction)
        {
            audit.Append(
                session, request.Caller, "instruction_promoted", fact,
                ("action", request.Action), ("target_garden_id", target.Garden?.Id.ToString()), ("reason", request.Reason));
        }
        // What came from a peer does not go to another, and what is in a garden to none.
        if (released is { Garden: null, ReceivedFrom: null })
            ReleasedFacts.Append(session, sequence.Next(), fact.Seq);
        return new Moderated(fact.Id, request.Action, target.Garden?.Id, request.Caller.EntityUri, at);
    }

    /// <summary>Turns a fact down for good.</summary>
    public Outcome<Moderated> Reject(SqlSession session, ModerationRequest request)
    {
        if (!held.Find(session, request).TryGet(out var fact, out var fault))
            return fault;
        var at = sequence.NextTimestamp();
        FactStates.OverrideConfidence(session, fact.Seq, 0);
        FactStates.Retract(session, fact.Seq, at, request.Caller.EntityUri);
        FactStates.Quarantine(
            session, fact.Seq, QuarantineStatus.Rejected, fact.State.QuarantineGarden, request.Reason, request.Caller.EntityUri, at);
        if (fact.State.OpenConflicts > 0)
            conflicts.CloseAllOf(session, reader, fact, "a side was rejected", at);
        audit.Append(
            session, request.Caller, "quarantine_reject", fact,
            ("action", request.Action), ("quarantine_garden_id", fact.State.QuarantineGarden?.ToString()), ("reason", request.Reason));
        return new Moderated(fact.Id, request.Action, null, request.Caller.EntityUri, at);
    }

    private Outcome<Destination> Target(ModerationRequest request, StoredFact fact)
    {
        if (request.Target is not { } name)
            return new Destination(null);
        if (!gardens.Working.TryFindUri(request.Caller.Tenant, name, out var garden))
            return new Fault(FaultCode.NotFound, "target garden not found");
        // Who judges need not belong to the fact's own garden, but may not carry the fact out of it then.
        if (fact.Garden is { } home && home != fact.State.QuarantineGarden && home != garden.Id
            && !request.Caller.IsGardenAdmin && !GardenAccess.MayRead(gardens.Working, request.Caller, home))
            return new Fault(FaultCode.GardenAccessDenied, GardenAccess.NotAMember);
        // Scope and role count here as for an assert; only the anonymous caller, who is every admin, needs no membership.
        var refusal = GardenAccess.RefuseWrite(garden, request.Caller, fact.Scope);
        return refusal is null || (request.Caller.IsAnonymous && refusal.Code == FaultCode.GardenAccessDenied)
            ? new Destination(garden)
            : refusal;
    }

    /// <summary>
    /// Without a target the fact goes back to the garden it was written into, never past it into the open fabric. Only
    /// a fact that was written into the quarantine garden itself has no other home.
    /// </summary>
    private void Move(SqlSession session, StoredFact fact, Guid? target, long at)
    {
        var home = target ?? (fact.Garden == fact.State.QuarantineGarden ? null : fact.Garden);
        if (home == fact.Garden)
            return;
        FactStates.Move(session, fact.Seq, home);
        if (fact.State.OpenConflicts > 0)
            conflicts.CloseAllOf(session, reader, fact, "a side moved to another garden", at);
    }

    private readonly record struct Destination(Garden? Garden);
}
