using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Pull.Sql;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull;

/// <summary><c>GET /v1/federation/facts</c>: a page of the log for a peer (federation contract, section 5.1).</summary>
internal sealed class ServeFacts(SqlEngine engine, PeerGate gate, OutgoingFacts outgoing, FederationAudit audit)
{
    private const int LargestPage = 500;

    public static readonly Operation Operation = new(
        "GET", "/v1/federation/facts", "pull_facts_v1_federation_facts_get", "federation", "Read the log as a peer")
    {
        IsOpen = true,
        Answer = typeof(FederationFactsResponse),
        Refusals = [400, 401, 403],
        Parameters =
        [
            new("scope", "string", "Only facts of this scope."),
            new("cursor", "string", "Where the previous page ended."),
            new("limit", "integer", "Facts a page, 1 to 500, default 100."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!(await gate.AdmitAsync(call.Http.Request)).TryGet(out var caller, out var fault))
            return Reply.Refuse(fault);
        var parameters = call.Query();
        var limit = parameters.Integer("limit", 100, 1, LargestPage);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!(await NarrowAsync(caller, parameters.Text("scope"))).TryGet(out var scopes, out fault))
            return Reply.Refuse(fault);
        var cursor = parameters.Text("cursor");
        if (!outgoing.TryStart(cursor, out var after))
            return Reply.Refuse(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
        return Reply.Ok(outgoing.Read(caller.Peer, scopes, cursor, after, limit));
    }

    private async ValueTask<Outcome<PeerScopes>> NarrowAsync(PeerCaller caller, string? scopeName)
    {
        if (caller.Permitted.IsEmpty)
            return new Fault(FaultCode.ScopeNotPermitted, "no permitted scopes");
        if (scopeName is null)
            return caller.Permitted;
        if (FactScopes.TryParse(scopeName, out var scope) && caller.Permitted.Contains(scope))
            return new PeerScopes(scope);
        await engine.WriteAsync(session =>
        {
            audit.OfPeer(
                session, "scope_violation", caller.Peer.Id.ToString(), "denied",
                ("requested_scope", scopeName.Length <= 64 ? scopeName : scopeName[..64]), ("permitted", caller.Permitted.ToString()));
            return true;
        });
        return new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this peer");
    }
}
