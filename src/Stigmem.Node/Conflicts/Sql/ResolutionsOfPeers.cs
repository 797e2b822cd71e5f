using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Conflicts.Sql;

/// <summary>
/// Ends conflicts here that were resolved on another node: a conflict has the same id everywhere, and its resolution
/// travels as a fact (rulings 10). Conflict and resolution may arrive in either order. In the writer's turn.
/// </summary>
internal sealed class ResolutionsOfPeers(ConflictReader conflicts, ConflictLog log, FactReader facts, AuditLog audit)
{
    private const string EntityPrefix = "stigmem:resolution:" + ConflictLog.IdPrefix;
    private const string Note = "resolved on another node";
    private const int MostLookedAt = 16;

    /// <summary>Ends the conflict that a received fact resolves, if it does and the conflict is open here.</summary>
    public void Apply(SqlSession session, StoredFact statement)
    {
        if (statement.Confidence == 0 || statement.State.RetractedMicroseconds is not null)
            return;
        if (!statement.Entity.StartsWith(EntityPrefix, StringComparison.Ordinal) || !Guid.TryParseExact(statement.Entity.AsSpan(EntityPrefix.Length), "D", out var id))
            return;
        if (conflicts.Find(session, id, statement.Tenant) is not { IsResolved: false } conflict
            || facts.Find(session, conflict.NewerSeq) is not { } newer || facts.Find(session, conflict.OlderSeq) is not { } older
            || !MaySettle(statement, newer) || !MaySettle(statement, older))
            return;
        var at = statement.RecordedMicroseconds;
        var choice = statement.ToAssertion(at);
        var losers = new[] { newer, older }.Where(side => !side.ToAssertion(at).HasValueOf(choice)).ToList();
        log.Resolve(session, ConflictLog.IdPrefix + id, newer, older, statement.Id.ToString(), Note, at);
        foreach (var loser in losers)
            log.Supersede(session, facts, loser, at);
        audit.Append(session, new AuditEvent("conflict_resolved", statement.Tenant, statement.Source)
        {
            FactId = statement.Id,
            DetailJson = new AuditDetail().Add("conflict_id", ConflictLog.IdPrefix + id).Add("node_id", statement.ReceivedFrom ?? "").ToString(),
        });
    }

    /// <summary>Ends a conflict that has just been recorded, if its resolution arrived before it.</summary>
    public void ApplyEarlier(SqlSession session, StoredFact newer, StoredFact older)
    {
        var resolution = $"stigmem:resolution:{Contradiction.ConflictId(newer.Id, older.Id)}";
        foreach (var statement in facts.FindAll(session, new FactTuple(newer.Tenant, resolution, newer.Relation, newer.Scope), MostLookedAt))
        {
            if (statement.State.Quarantine is QuarantineStatus.None or QuarantineStatus.Promoted)
                Apply(session, statement);
        }
    }

    /// <summary>Who settles a conflict must have been able to state either side: in its scope, outside gardens.</summary>
    private static bool MaySettle(StoredFact statement, StoredFact side) =>
        side.Scope == statement.Scope && side.Relation == statement.Relation && side.Garden == statement.Garden;
}
