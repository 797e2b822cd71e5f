using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>What applies to the facts of a peer, by the way they come in.</summary>
internal sealed class PeerTerms(FederationSettings settings, TrustSettings trust)
{
    /// <summary>This node asked for them: whatever the peer publishes, weighed by the trust in its source.</summary>
    public IngestTerms Pulled(Peer peer) =>
        Of(peer, IngestRoute.Pull, PeerScopes.Permitted(peer.Scopes, peer.Scopes, settings.AllowTeam), SourcePolicy.Any);

    /// <summary>The peer sent them: only what it says itself.</summary>
    public IngestTerms Pushed(PeerCaller caller) => Of(caller.Peer, IngestRoute.Push, caller.Permitted, SourcePolicy.Manifest);

    private IngestTerms Of(Peer peer, IngestRoute route, PeerScopes permitted, SourcePolicy sources) => new()
    {
        Route = route,
        Sender = peer.NodeId,
        Agreed = peer.Scopes,
        Permitted = permitted,
        Sources = sources,
        OwnSource = peer.NodeId,
        RequiresCid = peer.IsOwnKind,
        TrustMode = trust.Mode,
        Bounds = settings.Bounds,
    };
}
