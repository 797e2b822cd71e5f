namespace Stigmem.Core.Trust;

/// <summary>What each of the four components of trust counts for.</summary>
/// <param name="Identity">Who the source proves to be.</param>
/// <param name="PeerHistory">What came from it in the last thirty days.</param>
/// <param name="ScopeAuthority">How close it stands to what it says.</param>
/// <param name="AttestationMode">Whether this node makes sources sign.</param>
public readonly record struct TrustWeights(
    double Identity, double PeerHistory, double ScopeAuthority, double AttestationMode)
{
    /// <summary>The weights of the reference.</summary>
    public static TrustWeights Default { get; } = new(0.35, 0.30, 0.25, 0.10);
}
