using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Protocol.Conflicts;

namespace Stigmem.Node.Conflicts.Sql;

/// <summary>What resolving a conflict does in the writer's turn.</summary>
internal sealed class ResolveTurn(
    ConflictReader conflicts, ConflictLog log, FactReader facts, FactLog factLog, AssertTurn asserts, FactVisibility visibility,
    GardenDirectory gardens, AuditLog audit)
{
    /// <summary>Ends the conflict: losers are superseded, the choice and its reason become facts.</summary>
    public Outcome<ConflictResolution> Execute(SqlSession session, Resolution resolution)
    {
        if (!Find(session, resolution).TryGet(out var sides, out var fault))
            return fault;
        var chosen = resolution.NewValue;
        if (chosen is null && !Winner(resolution, sides).TryGet(out chosen, out fault))
            return fault;
        var statement = State(session, resolution, sides.Newer, chosen.Value);
        log.State(session, sides.Newer, statement.Id.ToString(), "stigmem:resolves", new FactValue(FactValueType.Ref, resolution.ConflictId, InterpretAs.Content));
        log.Resolve(session, resolution.ConflictId, sides.Newer, sides.Older, statement.Id.ToString(), resolution.Note, statement.RecordedMicroseconds);
        foreach (var loser in Losers(resolution, sides))
            log.Supersede(session, facts, loser, statement.RecordedMicroseconds);
        if (resolution.NewValue is { } value)
            Replace(session, resolution, sides.Newer, value);
        audit.Append(session, new AuditEvent("conflict_resolved", resolution.Caller.Tenant, resolution.Caller.EntityUri)
        {
            OidcSub = resolution.Caller.OidcSub,
            FactId = statement.Id,
            DetailJson = Detail(resolution).ToString(),
        });
        return new ConflictResolution { ResolutionFactId = statement.Id.ToString(), ConflictStatus = "resolved" };
    }

    private Outcome<Sides> Find(SqlSession session, Resolution resolution)
    {
        var notFound = new Fault(FaultCode.NotFound, "conflict not found");
        if (!resolution.ConflictId.StartsWith(ConflictLog.IdPrefix, StringComparison.Ordinal)
            || !Guid.TryParse(resolution.ConflictId.AsSpan(ConflictLog.IdPrefix.Length), out var id)
            || resolution.ConflictId != ConflictLog.IdPrefix + id
            || conflicts.Find(session, id, resolution.Caller.Tenant) is not { } conflict)
            return notFound;
        var newer = facts.Find(session, conflict.NewerSeq)!;
        var older = facts.Find(session, conflict.OlderSeq)!;
        if (!visibility.Shows(resolution.Caller, newer) || !visibility.Shows(resolution.Caller, older))
            return notFound;
        if ((RefuseWrite(resolution, newer) ?? RefuseWrite(resolution, older)) is { } refusal)
            return refusal;
        return conflict.IsResolved ? new Fault(FaultCode.Conflict, "conflict already resolved") : new Sides(newer, older);
    }

    /// <summary>The choice is written beside the sides, so it is refused where an assert would be.</summary>
    private Fault? RefuseWrite(Resolution resolution, StoredFact fact)
    {
        if (fact.Garden is not { } id)
            return null;
        return gardens.Working.ById.TryGetValue(id, out var garden) && !garden.IsDeleted
            ? GardenAccess.RefuseWrite(garden, resolution.Caller, fact.Scope)
            : new Fault(FaultCode.NotFound, "garden not found");
    }

    private static Outcome<FactValue?> Winner(Resolution resolution, Sides sides)
    {
        if (resolution.WinningFactId is null)
            return new Fault(FaultCode.Unprocessable, "provide winning_fact_id or new_value");
        if (sides.WithId(resolution.WinningFactId) is not { } winner)
            return new Fault(FaultCode.Unprocessable, "winning_fact_id must be one of the conflicting facts");
        return (FactValue?)winner.Value;
    }

    private static IEnumerable<StoredFact> Losers(Resolution resolution, Sides sides) =>
        new[] { sides.Newer, sides.Older }.Where(side => resolution.NewValue is not null || side.Id.ToString() != resolution.WinningFactId);

    private StoredFact State(SqlSession session, Resolution resolution, StoredFact about, FactValue value)
    {
        var entity = $"stigmem:resolution:{resolution.ConflictId}";
        var source = resolution.Caller.EntityUri;
        return factLog.Append(session, new NewFact
        {
            Tenant = about.Tenant,
            Entity = entity,
            Relation = about.Relation,
            Value = value,
            Source = source,
            Confidence = 1,
            Scope = about.Scope,
            Garden = about.Garden,
            Actor = source,
            OidcSub = resolution.Caller.OidcSub,
            Cid = NewFact.CidOf(entity, about.Relation, value, source, 1, about.Scope),
        });
    }

    /// <summary>A new value becomes an ordinary fact of the tuple, so that asking for the tuple finds it (rulings 10).</summary>
    private void Replace(SqlSession session, Resolution resolution, StoredFact about, FactValue value)
    {
        var source = resolution.Caller.EntityUri;
        var replaced = asserts.Execute(session, new AssertDraft
        {
            Caller = resolution.Caller,
            Entity = about.Entity,
            Relation = about.Relation,
            Value = value,
            Source = source,
            Confidence = 1,
            Scope = about.Scope,
            GardenUri = about.Garden?.ToString(),
            Cid = NewFact.CidOf(about.Entity, about.Relation, value, source, 1, about.Scope),
        });
        // Everything an assert can refuse was checked for the conflict; a refusal here must undo the whole resolution.
        if (replaced.Fault is { } fault)
            throw new InvalidOperationException($"The value of a resolution was refused: {fault.Message}");
    }

    private static AuditDetail Detail(Resolution resolution)
    {
        var detail = new AuditDetail().Add("conflict_id", resolution.ConflictId);
        return resolution.NewValue is null ? detail.Add("winning_fact_id", resolution.WinningFactId!) : detail.Add("new_value", true);
    }

    private sealed record Sides(StoredFact Newer, StoredFact Older)
    {
        public StoredFact? WithId(string id) => Newer.Id.ToString() == id ? Newer : Older.Id.ToString() == id ? Older : null;
    }
}
