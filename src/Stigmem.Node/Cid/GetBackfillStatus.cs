using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Cid;

namespace Stigmem.Node.Cid;

/// <summary>
/// <c>GET /v1/admin/cid-backfill/status</c>: how many facts have a content id. Here all have one from the start, and
/// their number is the length of the chain (facts contract, section 12).
/// </summary>
internal sealed class GetBackfillStatus(FactLog log)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/cid-backfill/status", "cid_backfill_status_v1_admin_cid_backfill_status_get", "cid", "How many facts have a content id")
    {
        Answer = typeof(CidBackfillStatus),
        Dimension = Core.Quotas.QuotaDimension.AdminAction,
        Refusals = [403],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Admin))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "admin permission required"));
        var total = KeyRights.IsOperator(call.Caller) ? log.Count : log.CountOf(call.Caller.Tenant);
        return ValueTask.FromResult(Reply.Ok(new CidBackfillStatus { TotalFacts = total, BackfilledFacts = total, PendingFacts = 0, BackfillComplete = true }));
    }
}
