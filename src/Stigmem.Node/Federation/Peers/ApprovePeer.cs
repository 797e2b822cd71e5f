using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
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
        var json = body.Object;
        var fingerprint = json.RequiredText("pubkey_fingerprint", 1);
        var seen = json.OptionalText("declaration_digest");
        long? until = null;
        if (json.OptionalText("valid_until") is { } end)
        {
            if (Instants.TryParse(end, out var at) && at > Now())
                until = at;
            else
                body.Errors.Add("value_error", json.At("valid_until"), "Value error, an instant that is still to come", "null");
        }
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        if (!Guid.TryParse(call.PathPart("/v1/federation/peers/", "/approve"), out var id))
            return Reply.Refuse(PeerRules.NotFound);
        var approved = await engine.WriteAsync(session => Approve(session, id, new Approval(fingerprint, seen, until), call.Caller));
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

    private Outcome<Peer> Approve(SqlSession session, Guid id, Approval approval, Principal by)
    {
        if (PeerDirectory.Find(peers.Working, id) is not { } known)
            return PeerRules.NotFound;
        var peer = peers.AsOfNow(known);
        if (Refuse(peer, approval) is { } refusal)
        {
            audit.Operator(session, by, "peer_approval_failed", peer, ("reason", refusal.Code == FaultCode.DeclarationChanged ? "declaration_changed" : refusal.Message));
            return refusal;
        }
        var now = Now();
        var active = (peer.Next is { } next ? peer.Follow(next, now) : peer) with
        {
            Status = PeerStatus.Active,
            Reason = null,
            ApprovedMicroseconds = now,
            UntilMicroseconds = approval.Until,
        };
        peers.Put(session, active);
        audit.Operator(
            session, by, peer.Next is null ? "peer_approved" : "peer_key_changed", active, ("approved_by", by.EntityUri),
            ("fingerprint", KeyFingerprint.OfKeyText(active.PublicKey)), ("node_url", active.NodeUrl), ("allowed_scopes", active.Scopes.ToString()),
            ("valid_until", approval.Until is { } until ? Instants.Format(until) : null));
        return active;
    }

    /// <summary>An active peer has nothing to be approved but what it has declared since, or another end.</summary>
    private static Fault? Refuse(Peer peer, Approval approval)
    {
        var waits = peer.Status == PeerStatus.Active && (peer.Next is not null || approval.Until is not null);
        if (PeerApproval.Refuse(waits ? PeerStatus.PendingApproval : peer.Status, peer.Next?.PublicKey ?? peer.PublicKey, approval.Fingerprint) is { } refusal)
            return refusal;
        return approval.Seen is null || approval.Seen == peer.Digest
            ? null
            : new Fault(FaultCode.DeclarationChanged, "the peer has declared something else since; look at it again, then approve that");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    /// <summary>What the operator says.</summary>
    /// <param name="Fingerprint">Of the key, as it was read out.</param>
    /// <param name="Seen">The digest of what was looked at; null in clients of the reference.</param>
    /// <param name="Until">When it is to end.</param>
    private sealed record Approval(string Fingerprint, string? Seen, long? Until);
}
