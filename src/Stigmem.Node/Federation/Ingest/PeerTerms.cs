using Stigmem.Core.Capabilities;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>What applies to the facts of a peer, by the way they come in.</summary>
internal sealed class PeerTerms(FederationSettings settings, TrustSettings trust, PeerManifests manifests)
{
    /// <summary>The scopes that this node takes from a peer.</summary>
    public PeerScopes Permitted(Peer peer) => PeerScopes.Permitted(peer.Scopes, peer.Scopes, settings.AllowTeam);

    /// <summary>This node asked for them: what the operator lets the peer speak for, weighed by the trust in the source.</summary>
    public IngestTerms Pulled(Peer peer)
    {
        var terms = Of(peer, IngestRoute.Pull, Permitted(peer), settings.PullSources);
        return settings.PullSources == SourcePolicy.Manifest ? terms with { ManifestEntities = manifests.EntitiesOf(peer) } : terms;
    }

    /// <summary>The peer sent them: only what it says itself, or what its manifest speaks for.</summary>
    public IngestTerms Pushed(PeerCaller caller) =>
        Of(caller.Peer, IngestRoute.Push, caller.Permitted, SourcePolicy.Manifest) with { ManifestEntities = manifests.EntitiesOf(caller.Peer) };

    /// <summary>The holder of a capability token sent them: only what its subject says itself, for no manifest adds to that.</summary>
    public IngestTerms Pushed(CapabilityToken token)
    {
        var all = PeerScopes.OfKnown(FactScopes.SortedNames);
        var covered = PeerScopes.Permitted(CapabilityObject.Scopes(token.Object), all, settings.AllowTeam);
        return Of(Peer.OfCapability(token.Subject, covered), IngestRoute.CapabilityPush, covered, SourcePolicy.Manifest) with { SenderManifest = token.Issuer };
    }

    private IngestTerms Of(Peer peer, IngestRoute route, PeerScopes permitted, SourcePolicy sources) => new()
    {
        Route = route,
        Sender = peer.NodeId,
        Agreed = peer.Scopes,
        Permitted = permitted,
        Sources = sources,
        OwnSource = peer.NodeId,
        SenderManifest = PeerManifests.NameOf(peer),
        RequiresCid = peer.IsOwnKind,
        TrustMode = trust.Mode,
        Bounds = settings.Bounds,
    };
}
