using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary><c>PATCH /v1/gardens/{g}/members/{entity_uri}</c>: gives a member another role.</summary>
internal sealed class ChangeMember(SqlEngine engine, GardenDirectory gardens, MembershipFacts facts, AuditLog audit, EntityNaming naming)
{
    public static readonly Operation Operation = new(
        "PATCH", "/v1/gardens/{garden_slug_or_id}/members/{**entity_uri}",
        "update_member_role_v1_gardens__garden_slug_or_id__members__entity_uri__patch", "gardens", "Change the role of a member")
    {
        Body = typeof(GardenMemberUpdateRequest),
        Answer = typeof(GardenMemberRecord),
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var role = GardenRoleReader.ReadRequired(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var path = GardenPath.Of(call);
        var outcome = await engine.WriteAsync(session => Change(session, call.Caller, path, role));
        return outcome.TryGet(out var changed, out var fault) ? Reply.Ok(changed.ToRecord()) : Reply.Refuse(fault);
    }

    private Outcome<GardenMember> Change(SqlSession session, Principal caller, GardenPath path, GardenRole role)
    {
        if (!MembershipRules.Find(gardens.Working, caller, path, naming).TryGet(out var found, out var fault))
            return fault;
        var (garden, member) = found;
        if (role != GardenRole.Admin && garden.IsLastAdmin(member.EntityUri))
            return MembershipRules.LastAdmin;
        var changed = member with { Role = role };
        gardens.PutMember(session, garden.Id, changed);
        facts.RoleChanged(session, garden, member, changed);
        audit.Append(
            session, caller, "garden_member_update",
            ("garden_id", garden.Id.ToString()), ("slug", garden.Slug), ("member", member.EntityUri),
            ("role", role.Name()), ("previous_role", member.Role.Name()));
        return changed;
    }
}
