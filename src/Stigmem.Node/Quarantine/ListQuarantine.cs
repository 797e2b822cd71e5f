using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary><c>GET /v1/quarantine</c>: what is or was held back (access contract, section 8).</summary>
internal sealed class ListQuarantine(QuarantineSearch search, GardenDirectory gardens, SourceTrustReader trust)
{
    private const int LargestPage = 1_000;

    public static readonly Operation Operation = new("GET", "/v1/quarantine", "list_quarantined_facts_v1_quarantine_get", "quarantine", "List facts in quarantine")
    {
        Answer = typeof(QuarantineListResponse),
        Refusals = [403, 404],
        Parameters =
        [
            new("garden_id", "string", "Only this quarantine garden, by UUID or slug."),
            new("quarantine_status", "string", "pending, promoted or rejected."),
            new("limit", "integer", "Facts a page, 1 to 1000, default 100."),
            new("offset", "integer", "Facts to skip."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var parameters = call.Query();
        var limit = parameters.Integer("limit", 100, 1, LargestPage);
        var offset = parameters.Integer("offset", 0, 0, int.MaxValue);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!InGarden(call.Caller, parameters.Text("garden_id")).TryGet(out var place, out var fault))
            return Reply.Refuse(fault);
        var statusName = parameters.Text("quarantine_status");
        var status = statusName is null ? null : QuarantineStatuses.Parse(statusName);
        if (statusName is not null && status is null)
            return Reply.Ok(new QuarantineListResponse { Items = [], Total = 0 });
        var (page, total) = search.Read(gardens.Current, call.Caller, place.Garden, status, offset, limit);
        return Reply.Ok(new QuarantineListResponse { Items = [.. page.Select(fact => Record(fact, call.Caller))], Total = total });
    }

    private Outcome<Place> InGarden(Principal caller, string? slugOrId)
    {
        if (slugOrId is null)
            return new Place(null);
        if (!gardens.Current.TryFindUri(caller.Tenant, slugOrId, out var garden))
            return new Fault(FaultCode.NotFound, "quarantine garden not found");
        return caller.IsGardenAdmin || garden.RoleOf(caller.EntityUri) is not null
            ? new Place(garden.Id)
            : new Fault(FaultCode.GardenAccessDenied, GardenAccess.NotAMember);
    }

    private QuarantineRecord Record(StoredFact fact, Principal caller)
    {
        var isDecided = fact.State.Quarantine != QuarantineStatus.Pending;
        return new QuarantineRecord
        {
            FactId = fact.Id.ToString(),
            Entity = fact.Entity,
            Relation = fact.Relation,
            Source = fact.Source,
            QuarantineStatus = fact.State.Quarantine.WireName()!,
            QuarantineGardenId = fact.State.QuarantineGarden?.ToString(),
            QuarantineReason = fact.State.QuarantineReason,
            QuarantineActedBy = isDecided ? fact.State.QuarantineActedBy : null,
            QuarantineActedAt = isDecided && fact.State.QuarantineActedMicroseconds is { } at ? Instants.Format(at) : null,
            SourceTrust = trust.Of(fact, caller),
            ReceivedFrom = fact.ReceivedFrom,
            Timestamp = Instants.Format(fact.TimestampMicroseconds),
        };
    }

    private readonly record struct Place(Guid? Garden);
}
