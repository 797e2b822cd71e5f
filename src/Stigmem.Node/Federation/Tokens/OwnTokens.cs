using System.Collections.Concurrent;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Tokens;

/// <summary>
/// The tokens of this node for its peers. For a day after a change of keys a peer may know the node by the key before;
/// that one signs for whoever has refused the new one.
/// </summary>
internal sealed class OwnTokens(FederationKeys keys, NodeIdentity identity, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, bool> _wantsRetired = [];

    /// <summary>A token for one request.</summary>
    /// <param name="peer">Who is asked.</param>
    /// <param name="scopes">What it claims: no more than this node takes, else the peer would send what is refused here.</param>
    public string For(Peer peer, PeerScopes scopes)
    {
        var now = time.GetUtcNow();
        var signer = (_wantsRetired.GetValueOrDefault(peer.Id) ? keys.RetiredAt(now) : null) ?? keys.Current;
        return new PeerTokenMint(signer).Mint(
            new PeerTokenClaims(identity.NodeId, peer.NodeId, now.ToUnixTimeMilliseconds(), Guid.CreateVersion7().ToString(), scopes.Names));
    }

    /// <summary>The peer did not believe a token: the next one is of the other key, as long as there are two.</summary>
    public void Refused(Peer peer)
    {
        if (keys.RetiredAt(time.GetUtcNow()) is not null)
            _wantsRetired.AddOrUpdate(peer.Id, true, static (_, wanted) => !wanted);
    }
}
