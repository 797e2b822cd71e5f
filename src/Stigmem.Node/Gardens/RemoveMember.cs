using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary><c>DELETE /v1/gardens/{g}/members/{entity_uri}</c>: shows somebody out.</summary>
internal sealed class RemoveMember(SqlEngine engine, GardenDirectory gardens, MembershipFacts facts, AuditLog audit, EntityNaming naming)
{
    public static readonly Operation Operation = new(
        "DELETE", "/v1/gardens/{garden_slug_or_id}/members/{**entity_uri}",
        "remove_member_v1_gardens__garden_slug_or_id__members__entity_uri__delete", "gardens", "Remove a member from a garden")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var path = GardenPath.Of(call);
        var outcome = await engine.WriteAsync(session => Remove(session, call.Caller, path));
        return outcome.TryGet(out _, out var fault) ? Reply.NoContent : Reply.Refuse(fault);
    }

    private Outcome<GardenMember> Remove(SqlSession session, Principal caller, GardenPath path)
    {
        if (!MembershipRules.Find(gardens.Working, caller, path, naming).TryGet(out var found, out var fault))
            return fault;
        var (garden, member) = found;
        if (garden.IsLastAdmin(member.EntityUri))
            return MembershipRules.LastAdmin;
        gardens.RemoveMember(session, garden.Id, member.EntityUri);
        facts.Left(session, garden, member);
        audit.Append(
            session, caller, "garden_member_remove",
            ("garden_id", garden.Id.ToString()), ("slug", garden.Slug), ("member", member.EntityUri), ("previous_role", member.Role.Name()));
        return member;
    }
}
