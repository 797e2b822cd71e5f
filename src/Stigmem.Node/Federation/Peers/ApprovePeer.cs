using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// <c>POST /v1/federation/peers/{peer_id}/approve</c>: the operator lets a peer in whose key was compared by other means
/// (federation contract, section 3).
/// </summary>
internal sealed class ApprovePeer(SqlEngine engine, PeerDirectory peers, FederationAudit audit, TimeProvider time)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/federation/peers/{peer_id}/approve", "approve_peer_v1_federation_peers__peer_id__approve_post", "federation", "Let a peer in")
    {
        Body = typeof(PeerApprovalRequest),
        Answer = typeof(PeerApprovalResponse),
        Refusals = [400, 403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var fingerprint = body.Object.RequiredText("pubkey_fingerprint", 1);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        if (!Guid.TryParse(call.PathPart("/v1/federation/peers/", "/approve"), out var id))
            return Reply.Refuse(PeerRules.NotFound);
        var approved = await engine.WriteAsync(session => Approve(session, id, fingerprint, call.Caller));
        if (!approved.TryGet(out var peer, out var fault))
            return Reply.Refuse(fault);
        return Reply.Ok(new PeerApprovalResponse
        {
            PeerId = peer.Id.ToString(),
            NodeId = peer.NodeId,
            Status = peer.Status.Name(),
            ApprovedAt = Instants.Format(peer.ApprovedMicroseconds!.Value),
        });
    }

    private Outcome<Peer> Approve(SqlSession session, Guid id, string fingerprint, Principal by)
    {
        if (PeerDirectory.Find(peers.Working, id) is not { } peer)
            return PeerRules.NotFound;
        var next = peer.Status == PeerStatus.Active ? peer.Next : null;
        if (PeerApproval.Refuse(next is null ? peer.Status : PeerStatus.PendingApproval, next?.PublicKey ?? peer.PublicKey, fingerprint) is { } refusal)
        {
            audit.Operator(session, by, "peer_approval_failed", peer, ("reason", refusal.Message));
            return refusal;
        }
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var active = (next is null ? peer : peer.Follow(next, now)) with { Status = PeerStatus.Active, ApprovedMicroseconds = now };
        peers.Put(session, active);
        audit.Operator(session, by, next is null ? "peer_approved" : "peer_key_changed", active, ("approved_by", by.EntityUri));
        return active;
    }
}
