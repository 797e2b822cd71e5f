using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Sharing.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Sharing;

/// <summary><c>GET /v1/federation/sharing</c>: what goes only to some peers. An addition to the reference.</summary>
internal sealed class ListSharing(SqlEngine engine)
{
    public static readonly Operation Operation = new("GET", "/v1/federation/sharing", "list_sharing_rules", "federation", "List what goes only to some peers")
    {
        Answer = typeof(SharingRuleList),
        Refusals = [403],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.HasOnNode(Permissions.Federate))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "federate permission required"));
        using var lease = engine.Read();
        return ValueTask.FromResult(Reply.Ok(new SharingRuleList { Rules = [.. SharingRows.Live(lease.Session).Select(Record)] }));
    }

    public static SharingRuleRecord Record(SharingRule rule) => new()
    {
        Name = rule.Name,
        EntityPrefix = rule.EntityPrefix,
        Relation = rule.Relation,
        Source = rule.Source,
        Scope = rule.Scope?.Name(),
        Peers = rule.Peers,
    };
}
