using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Peers;

/// <summary><c>GET /v1/federation/peers</c>: every registration, oldest first (federation contract, section 3).</summary>
internal sealed class ListPeers(PeerDirectory peers)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/federation/peers", "list_peers_v1_federation_peers_get", "federation", "List peers")
    {
        Answer = typeof(PeerListResponse),
        Refusals = [403],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(call.Caller.HasOnNode(Permissions.Federate)
        ? Reply.Ok(new PeerListResponse { Peers = [.. peers.Listed().Select(Record)] })
        : Reply.Refuse(FaultCode.PermissionRequired, "federate permission required"));

    public static PeerRecord Record(Peer peer) => new()
    {
        PeerId = peer.Id.ToString(),
        NodeId = peer.NodeId,
        NodeUrl = peer.NodeUrl,
        Status = peer.Status.ListName(),
        AllowedScopes = peer.Scopes.Names,
        EstablishedAt = peer.ApprovedMicroseconds is { } at ? Instants.Format(at) : null,
        StatusDetail = peer.Status.Name(),
        PubkeyFingerprint = KeyFingerprint.OfKeyText(peer.PublicKey),
        NextPubkeyFingerprint = peer.Next is { } next ? KeyFingerprint.OfKeyText(next.PublicKey) : null,
        NextNodeUrl = peer.Next?.NodeUrl,
        NextAllowedScopes = peer.Next?.Scopes.Names,
        DeclarationDigest = peer.Digest,
        ValidUntil = peer.UntilMicroseconds is { } until ? Instants.Format(until) : null,
        PreviousKeyUntil = peer.Retired is { } retired ? Instants.Format(retired.UntilMicroseconds) : null,
    };
}
