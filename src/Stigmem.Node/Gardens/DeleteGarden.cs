using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary>
/// <c>DELETE /v1/gardens/{g}</c>: a garden ends. Its row stays as a tombstone, so that its facts are for admins from
/// then on and never for everybody (rulings 14).
/// </summary>
internal sealed class DeleteGarden(SqlEngine engine, GardenDirectory gardens, AuditLog audit, CommitSequence sequence)
{
    public static readonly Operation Operation = new(
        "DELETE", "/v1/gardens/{garden_slug_or_id}", "delete_garden_v1_gardens__garden_slug_or_id__delete", "gardens", "Delete a garden")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var slugOrId = GardenPath.Of(call).Garden;
        var outcome = await engine.WriteAsync(session => Delete(session, call.Caller, slugOrId));
        return outcome.TryGet(out _, out var fault) ? Reply.NoContent : Reply.Refuse(fault);
    }

    private Outcome<Garden> Delete(SqlSession session, Principal caller, string slugOrId)
    {
        if (!GardenAccess.ForAdmin(gardens.Working, caller, slugOrId).TryGet(out var garden, out var fault))
            return fault;
        if (GardenPending.Any(session, garden.Id))
            return new Fault(FaultCode.Conflict, "quarantine_has_pending_facts");
        gardens.Delete(session, garden, sequence.NextTimestamp());
        audit.Append(session, caller, "garden_delete", ("garden_id", garden.Id.ToString()), ("slug", garden.Slug));
        return garden;
    }
}
