using Stigmem.Core.Peers;

namespace Stigmem.Core.Replication;

/// <summary>What applies to all facts that one peer may see.</summary>
/// <param name="PeerNodeId">The peer.</param>
/// <param name="Permitted">The scopes that may go to it now: <see cref="PeerScopes.Permitted"/>.</param>
/// <param name="Relays">Whether this node passes on what it received. The reference never does.</param>
/// <param name="SharesGardens">Whether facts of gardens go out, as they do from the reference.</param>
public readonly record struct OutgoingTerms(string PeerNodeId, PeerScopes Permitted, bool Relays = false, bool SharesGardens = false)
{
    /// <summary>What the operator shares with some peers only; null means no such rules.</summary>
    public SharingRules? Sharing { get; init; }
}
