using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Simulation.Checks;

/// <summary>The keys by which a node knows a peer, as the schedule knows it.</summary>
/// <param name="Key">The one that was let in.</param>
/// <param name="Retired">The one before, if it has vouched for it; else null.</param>
/// <param name="RetiredUntil">When that one ends by the clock of the node that knows the peer, in microseconds; 0 without one.</param>
internal sealed record TrustedKeys(string Key, string? Retired, long RetiredUntil)
{
    public static TrustedKeys Of(Peer peer) => new(peer.PublicKey, peer.Retired?.PublicKey, peer.Retired?.UntilMicroseconds ?? 0);

    /// <summary>Whether one of the keys that are good at a time has signed a token.</summary>
    public bool HaveSigned(string bearer, long nowMicroseconds)
    {
        var end = bearer.LastIndexOf('.');
        var message = Encoding.ASCII.GetBytes(bearer["Bearer ".Length..end]);
        return Ed25519Verifier.IsSigned(Key, message, bearer[(end + 1)..])
            || Retired is not null && nowMicroseconds < RetiredUntil && Ed25519Verifier.IsSigned(Retired, message, bearer[(end + 1)..]);
    }
}
