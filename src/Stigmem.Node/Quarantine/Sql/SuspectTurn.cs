using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Quarantine.Sql;

/// <summary>Puts a fact of suspect text into the node's quarantine garden, in the writer's turn.</summary>
internal sealed class SuspectTurn(FactReader reader, GardenDirectory gardens, AuditLog audit, CommitSequence sequence, TrustSettings settings)
{
    /// <summary>Holds the fact back, unless somebody has decided about it already.</summary>
    /// <returns>False when there is no garden to hold it.</returns>
    public bool Quarantine(SqlSession session, long seq, string reason)
    {
        var fact = reader.Find(session, seq)!;
        if (fact.State.Quarantine != QuarantineStatus.None)
            return true;
        if (!gardens.Working.TryFind(fact.Tenant, settings.QuarantineGarden, out var garden) || !garden.IsQuarantine)
            return false;
        FactStates.Quarantine(session, fact.Seq, QuarantineStatus.Pending, garden.Id, reason, null, sequence.NextTimestamp());
        audit.Append(session, new AuditEvent("sanitizer_quarantine", fact.Tenant, ConflictLog.NodeSource)
        {
            FactId = fact.Id,
            Source = fact.Source,
            AttestedKeyId = fact.AttestedKeyId,
            DetailJson = CallerActions.Detail([("quarantine_garden_id", garden.Id.ToString()), ("reason", reason)]),
        });
        return true;
    }
}
