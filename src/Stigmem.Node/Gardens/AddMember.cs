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

/// <summary><c>POST /v1/gardens/{g}/members</c>: lets somebody in.</summary>
internal sealed class AddMember(SqlEngine engine, GardenDirectory gardens, MembershipFacts facts, AuditLog audit, CommitSequence sequence, EntityNaming naming)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/gardens/{garden_slug_or_id}/members", "add_member_v1_gardens__garden_slug_or_id__members_post", "gardens", "Add a member to a garden")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(GardenMemberRequest),
        Answer = typeof(GardenMemberRecord),
        Refusals = [400, 403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var uri = body.Object.RequiredText("entity_uri", least: 1);
        var role = GardenRoleReader.ReadOptional(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (!PrincipalUri.Normalize(naming, uri).TryGet(out var member, out var fault))
            return Reply.Refuse(fault);
        var slugOrId = GardenPath.Of(call).Garden;
        var outcome = await engine.WriteAsync(session => Add(session, call.Caller, slugOrId, member, role));
        return outcome.TryGet(out var added, out fault) ? Reply.Created(added.ToRecord()) : Reply.Refuse(fault);
    }

    private Outcome<GardenMember> Add(SqlSession session, Principal caller, string slugOrId, string uri, GardenRole role)
    {
        if (!GardenAccess.ForAdmin(gardens.Working, caller, slugOrId).TryGet(out var garden, out var fault))
            return fault;
        if (garden.RoleOf(uri) is { } present)
            return new Fault(FaultCode.Conflict, $"entity is already a member with role '{present.Name()}'; use PATCH to change role");
        var member = new GardenMember(uri, role, caller.EntityUri, sequence.NextTimestamp());
        gardens.PutMember(session, garden.Id, member);
        facts.Joined(session, garden, member);
        audit.Append(
            session, caller, "garden_member_add",
            ("garden_id", garden.Id.ToString()), ("slug", garden.Slug), ("member", uri), ("role", role.Name()));
        return member;
    }
}
