using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// <c>POST /v1/federation/peers/{peer_id}/revoke</c>, <c>…/reject</c> and <c>DELETE /v1/federation/peers/{peer_id}</c>:
/// what the reference cannot do. A revoked or rejected peer is refused from the next request on; a deleted one may
/// introduce itself again. Facts that came from it stay.
/// </summary>
internal sealed class EndPeering(SqlEngine engine, PeerDirectory peers, FederationAudit audit)
{
    private const string Prefix = "/v1/federation/peers/";

    public static readonly Operation RevokeOperation = new(
        "POST", "/v1/federation/peers/{peer_id}/revoke", "revoke_peer", "federation", "End the exchange with a peer")
    {
        Answer = typeof(PeerRecord),
        Refusals = [403, 404, 409],
    };

    public static readonly Operation RejectOperation = new(
        "POST", "/v1/federation/peers/{peer_id}/reject", "reject_peer", "federation", "Turn down a node that waits for approval")
    {
        Answer = typeof(PeerRecord),
        Refusals = [403, 404, 409],
    };

    public static readonly Operation DeleteOperation = new(
        "DELETE", "/v1/federation/peers/{peer_id}", "delete_peer", "federation", "Forget a peer")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public ValueTask<IResult> HandleRevoke(Call call) => ChangeAsync(call, "/revoke", PeerStatus.Revoked, "peer_revoked", [PeerStatus.Active, PeerStatus.PendingTlProof]);

    public ValueTask<IResult> HandleReject(Call call) =>
        ChangeAsync(call, "/reject", PeerStatus.Rejected, "peer_rejected", [PeerStatus.PendingVerification, PeerStatus.PendingApproval, PeerStatus.PendingTlProof]);

    public async ValueTask<IResult> HandleDelete(Call call)
    {
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        var removed = Guid.TryParse(call.PathPart(Prefix), out var id) && await engine.WriteAsync(session =>
        {
            if (PeerDirectory.Find(peers.Working, id) is not { } peer)
                return false;
            peers.Remove(session, peer);
            audit.Operator(session, call.Caller, "peer_deleted", peer, ("status", peer.Status.Name()));
            return true;
        });
        return removed ? Reply.NoContent : Reply.Refuse(PeerRules.NotFound);
    }

    private async ValueTask<IResult> ChangeAsync(Call call, string suffix, PeerStatus status, string happened, PeerStatus[] from)
    {
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        if (!Guid.TryParse(call.PathPart(Prefix, suffix), out var id))
            return Reply.Refuse(PeerRules.NotFound);
        var changed = await engine.WriteAsync<Outcome<Peer>>(session =>
        {
            if (PeerDirectory.Find(peers.Working, id) is not { } peer)
                return PeerRules.NotFound;
            if (status == PeerStatus.Rejected && peer.Next is not null)
                return TurnDown(session, peer, call.Caller);
            if (!from.Contains(peer.Status))
                return new Fault(FaultCode.Conflict, $"peer cannot become {status.Name()} (status={peer.Status.Name()})");
            var ended = peer with { Status = status, Reason = "operator" };
            peers.Put(session, ended);
            audit.Operator(session, call.Caller, happened, ended, ("previous_status", peer.Status.Name()));
            return ended;
        });
        return changed.TryGet(out var ended, out var fault) ? Reply.Ok(ListPeers.Record(ended)) : Reply.Refuse(fault);
    }

    /// <summary>The peer stays what it was; only what it has declared since is forgotten.</summary>
    private Peer TurnDown(SqlSession session, Peer peer, Principal by)
    {
        var kept = peer with { Next = null };
        peers.Put(session, kept);
        audit.Operator(session, by, "peer_key_refused", kept, ("reason", "operator"), ("fingerprint", KeyFingerprint.OfKeyText(peer.Next!.PublicKey)));
        return kept;
    }
}
