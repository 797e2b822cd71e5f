using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;

namespace Stigmem.Node.Quarantine.Sql;

/// <summary>Finds the pending fact of a decision, if the caller may decide about it; in the writer's turn.</summary>
internal sealed class HeldFacts(FactReader reader, GardenDirectory gardens)
{
    private static readonly Fault NotAModerator = new(
        FaultCode.GardenAccessDenied, "quarantine:moderator or admin role required to promote/reject facts");

    public Outcome<StoredFact> Find(SqlSession session, ModerationRequest request)
    {
        var found = request.Garden is { } garden ? InGarden(session, request, garden) : OnNode(session, request);
        if (!found.TryGet(out var fact, out var fault))
            return fault;
        if (!request.Caller.Scopes.Contains(fact.Scope))
            return new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
        return fact.State.Quarantine == QuarantineStatus.Pending ? fact : new Fault(FaultCode.Conflict, "fact_not_quarantine_pending");
    }

    private Outcome<StoredFact> OnNode(SqlSession session, ModerationRequest request)
    {
        if (Fact(session, request) is not { } fact)
            return new Fault(FaultCode.NotFound, "quarantined fact not found");
        return GardenAccess.MayModerate(gardens.Working, request.Caller, fact.State.QuarantineGarden) ? fact : NotAModerator;
    }

    private Outcome<StoredFact> InGarden(SqlSession session, ModerationRequest request, string slugOrId)
    {
        if (!gardens.Working.TryFind(request.Caller.Tenant, slugOrId, out var garden))
            return new Fault(FaultCode.NotFound, "garden not found");
        if (!GardenAccess.MayModerate(gardens.Working, request.Caller, garden.Id))
            return NotAModerator;
        if (!garden.IsQuarantine)
            return new Fault(FaultCode.Unprocessable, "this endpoint is only valid for quarantine gardens");
        return Fact(session, request) is { } fact && fact.State.QuarantineGarden == garden.Id
            ? fact
            : new Fault(FaultCode.NotFound, "fact not found in quarantine garden");
    }

    private StoredFact? Fact(SqlSession session, ModerationRequest request) =>
        Guid.TryParseExact(request.FactId, "D", out var id)
        && reader.Find(session, id, request.Caller.Tenant) is { State.Quarantine: not QuarantineStatus.None } fact
            ? fact
            : null;
}
