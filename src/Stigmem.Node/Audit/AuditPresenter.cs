using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>
/// Turns lines of the trail into what readers get. Of a fact that the reader may not see, the line says that it was
/// written, when and by whom, and nothing of what it says (decision 0020).
/// </summary>
internal sealed class AuditPresenter(FactVisibility visibility, FactReader facts, AgentKeyDirectory agentKeys)
{
    /// <summary>The line as the caller gets it; null when the filter asks about what is withheld from the caller.</summary>
    public AuditLogEntry? Present(SqlSession session, AuditEntry entry, AuditFilter filter, Principal caller)
    {
        var fact = entry.Fact ?? (entry.FactId is { } id ? facts.Find(session, id, caller.Tenant) : null);
        if (fact is null || visibility.Shows(caller, fact))
            return Record(session, entry, fact);
        return filter.AsksAboutFacts ? null : Record(session, entry with { Source = "", AttestedKeyId = null }, null);
    }

    private AuditLogEntry Record(SqlSession session, AuditEntry entry, StoredFact? fact)
    {
        var key = Guid.TryParse(entry.AttestedKeyId, out var keyId) ? agentKeys.Find(session, keyId) : null;
        return new AuditLogEntry
        {
            Id = entry.Id.ToString(),
            FactId = entry.FactId?.ToString(),
            EventType = entry.EventType,
            EntityUri = entry.EntityUri,
            OidcSub = entry.OidcSub,
            Source = entry.Source,
            AttestedKeyId = entry.AttestedKeyId,
            Ts = Instants.Format(entry.Microseconds),
            AttestedKeyEntityUri = key?.EntityUri,
            AttestedKeyDescription = key?.Description,
            FactEntity = fact?.Entity,
            FactRelation = fact?.Relation,
            FactValueType = fact?.Value.Type.Name(),
            FactValueV = fact?.Value.Text,
            FactScope = fact?.Scope.Name(),
            Outcome = entry.Outcome,
        };
    }
}
