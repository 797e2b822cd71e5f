using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull;

/// <summary>
/// <c>POST /v1/federation/pull</c>: the operator has put something right and does not want to wait for the next pull. An
/// addition to the reference.
/// </summary>
internal sealed class PullNow(PeerDirectory peers, PullBell bell, FederationSettings settings)
{
    public static readonly Operation Operation = new("POST", "/v1/federation/pull", "pull_now", "federation", "Pull from peers at once")
    {
        Success = StatusCodes.Status202Accepted,
        Answer = typeof(PullNowResponse),
        Refusals = [403, 404, 409],
        Parameters = [new("peer_id", "string", "Only from this registration.")],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        if (!settings.Enabled)
            return Reply.Refuse(FaultCode.FederationDisabled, "this node does not federate; its operator can set STIGMEM_FEDERATION_ENABLED");
        if (!Asked(call.Query().Text("peer_id")).TryGet(out var asked, out var fault))
            return Reply.Refuse(fault);
        foreach (var peer in asked)
            bell.Ring(peer.Id);
        return Reply.Accepted(new PullNowResponse { Peers = [.. asked.Select(peer => peer.NodeId)] });
    }

    private Outcome<IReadOnlyList<Peer>> Asked(string? peerId)
    {
        if (peerId is null)
            return peers.Active().OrderBy(peer => peer.NodeId, StringComparer.Ordinal).ToList();
        if (!Guid.TryParse(peerId, out var id) || PeerDirectory.Find(peers.Current, id) is not { } peer)
            return PeerRules.NotFound;
        var status = peers.AsOfNow(peer).Status;
        return status == PeerStatus.Active ? new List<Peer> { peer } : new Fault(FaultCode.Conflict, $"peer is not active (status={status.Name()})");
    }
}
