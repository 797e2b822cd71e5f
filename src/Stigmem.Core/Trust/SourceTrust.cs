using Stigmem.Core.Facts;

namespace Stigmem.Core.Trust;

/// <summary>
/// The trust in a source, from 0 to 1 (Facts contract, section 22). The terms are added in the order of the reference,
/// since clients compare the last digit.
/// </summary>
public static class SourceTrust
{
    /// <summary>The identity of a source whose facts come with a capability token (Federation contract, section 6).</summary>
    public const double CapabilityIdentity = 0.5;

    private const long TooFewFacts = 10;
    private const long ManyFacts = 100;
    private const double HighFailureRate = 0.05;

    /// <summary>The weighted sum of the four components.</summary>
    public static double Of(in TrustSignals signals, in TrustWeights weights)
    {
        var sum = weights.Identity * Identity(signals)
            + weights.PeerHistory * PeerHistory(signals.RecentFacts, signals.RecentFailures)
            + weights.ScopeAuthority * ScopeAuthority(signals)
            + weights.AttestationMode * Attestation(signals.AttestationMode);
        return Math.Clamp(sum, 0.0, 1.0);
    }

    private static double Identity(in TrustSignals signals)
    {
        if (signals.FixedIdentity is { } identity)
            return identity;
        if (signals.HasManifest)
            return signals.HasLogProof ? 1.0 : 0.7;
        if (signals.HasActiveAgentKey)
            return 0.4;

        return signals.Source.Contains("://", StringComparison.Ordinal)
            || signals.Source.StartsWith("stigmem:", StringComparison.Ordinal) ? 0.1 : 0.0;
    }

    private static double PeerHistory(long facts, long failures)
    {
        if (facts < TooFewFacts)
            return 0.5;
        if (facts >= ManyFacts && failures == 0)
            return 1.0;
        return (double)failures / facts >= HighFailureRate ? 0.3 : 0.7;
    }

    private static double ScopeAuthority(in TrustSignals signals)
    {
        if (signals.CallerIsWritingSource)
            return 0.9;
        if (EntityUri.IsUnder(signals.Source, signals.NodeAuthority))
            return 0.7;
        return signals.Scope is "public" or "team" ? 0.5 : 0.2;
    }

    private static double Attestation(SourceAttestationMode mode) => mode switch
    {
        SourceAttestationMode.Enforce => 1.0,
        SourceAttestationMode.Warn => 0.6,
        _ => 0.2,
    };
}
