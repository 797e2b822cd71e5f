using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary><c>GET /v1/gardens/{g}</c>: one garden with its members, for them and for admins.</summary>
internal sealed class GetGarden(GardenDirectory gardens, IdentitySettings identity)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/gardens/{garden_slug_or_id}", "get_garden_v1_gardens__garden_slug_or_id__get", "gardens", "Get a garden with its members")
    {
        Answer = typeof(GardenRecord),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Read))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "read permission required"));
        return ValueTask.FromResult(GardenAccess.ForMember(gardens.Current, call.Caller, GardenPath.Of(call).Garden).TryGet(out var garden, out var fault)
            ? Reply.Ok(garden.ToRecord(identity))
            : Reply.Refuse(fault));
    }
}
