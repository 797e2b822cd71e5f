using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary><c>GET /v1/gardens/{g}/members</c>: who belongs to a garden, for its members and for admins.</summary>
internal sealed class ListMembers(GardenDirectory gardens)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/gardens/{garden_slug_or_id}/members", "list_members_v1_gardens__garden_slug_or_id__members_get", "gardens", "List members of a garden")
    {
        Answer = typeof(IReadOnlyList<GardenMemberRecord>),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Read))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "read permission required"));
        return ValueTask.FromResult(GardenAccess.ForMember(gardens.Current, call.Caller, GardenPath.Of(call).Garden).TryGet(out var garden, out var fault)
            ? Reply.Ok(garden.ToMemberRecords())
            : Reply.Refuse(fault));
    }
}
