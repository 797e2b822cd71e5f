using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Paging;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary>
/// <c>GET /v1/gardens</c>: the caller's gardens, oldest first, all of them for an admin. A plain array; only with
/// <c>limit</c> it comes in pages, and the <c>Link</c> header leads to the next one.
/// </summary>
internal sealed class ListGardens(GardenDirectory gardens, IdentitySettings identity)
{
    private const int LargestPage = 500;

    public static readonly Operation Operation = new("GET", "/v1/gardens", "list_gardens_v1_gardens_get", "gardens", "List gardens")
    {
        Answer = typeof(IReadOnlyList<GardenRecord>),
        Refusals = [400, 403],
        Parameters =
        [
            new("limit", "integer", "Gardens a page, 1 to 500; all of them when absent."),
            new("cursor", "string", "Where the previous page ended; the Link header carries it."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var parameters = call.Query();
        var limit = parameters.Has("limit") ? parameters.Integer("limit", LargestPage, 1, LargestPage) : int.MaxValue;
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        var after = default(KeysetCursor?);
        if (parameters.Text("cursor") is { } text)
        {
            if (!KeysetCursor.TryDecode(text, out var cursor))
                return Reply.Refuse(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
            after = cursor;
        }
        var visible = Visible(call.Caller, after).Take(limit < int.MaxValue ? limit + 1 : limit).ToList();
        if (visible.Count > limit)
        {
            visible.RemoveAt(limit);
            var next = new KeysetCursor(visible[^1].CreatedMicroseconds, visible[^1].Id).Encode();
            call.Http.Response.Headers.Link = $"</v1/gardens?limit={limit}&cursor={next}>; rel=\"next\"";
        }
        return Reply.Ok<IReadOnlyList<GardenRecord>>([.. visible.Select(garden => garden.ToListedRecord(identity))]);
    }

    private IEnumerable<Garden> Visible(Principal caller, KeysetCursor? after) => gardens.Current.ById.Values
        .Where(garden => garden.Tenant == caller.Tenant && !garden.IsDeleted)
        .Where(garden => caller.IsGardenAdmin || garden.RoleOf(caller.EntityUri) is not null)
        .Where(garden => after is not { } place || (garden.CreatedMicroseconds, garden.Id).CompareTo((place.Microseconds, place.Id)) > 0)
        .OrderBy(garden => garden.CreatedMicroseconds).ThenBy(garden => garden.Id);
}
