using Stigmem.Core.Clock;

namespace Stigmem.Core.Peers;

/// <summary>
/// Whether a declaration holds. Beyond the reference, the identity at the address must be the declared one, or anybody
/// could squat on a name, and the signature must be fresh. Source of the rule: Federation contract, section 3.
/// </summary>
public static class DeclarationCheck
{
    /// <summary>How far <c>signed_at</c> may lie from now, unless the operator says otherwise.</summary>
    public static TimeSpan DefaultWindow { get; } = TimeSpan.FromHours(24);

    /// <summary>Judges a declaration.</summary>
    /// <param name="declaration">What was declared.</param>
    /// <param name="signature">The signature that came with it.</param>
    /// <param name="discovered">What the node at the declared address says; null if it could not be asked.</param>
    /// <param name="nowMicroseconds">Now.</param>
    /// <param name="window">How far <c>signed_at</c> may lie from now.</param>
    public static DeclarationFault Judge(
        PeerDeclaration declaration, string signature, DiscoveredNode? discovered, long nowMicroseconds, TimeSpan window)
    {
        if (discovered is not { } node)
            return DeclarationFault.Unreachable;
        if (node.NodeId != declaration.NodeId)
            return DeclarationFault.NodeIdMismatch;
        if (node.FederationPubkey != declaration.FederationPubkey)
            return DeclarationFault.PubkeyMismatch;
        if (!declaration.IsSignedBySelf(signature))
            return DeclarationFault.InvalidSignature;
        return Instants.TryParse(declaration.SignedAt, out var signedAt)
            && Math.Abs(nowMicroseconds - signedAt) <= (long)window.TotalMicroseconds
            ? DeclarationFault.None
            : DeclarationFault.SignedAtOutOfWindow;
    }
}
