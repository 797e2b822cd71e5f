using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;

namespace Stigmem.Core.Capabilities;

/// <summary>
/// Whether a capability token holds, on any node: nothing is asked but the issuer's manifest and its list of revocations.
/// The reference wants the token in its own store, so that its tokens hold nowhere else. Source of the rule: Federation
/// contract, section 9.
/// </summary>
public static class CapabilityCheck
{
    private const long LongestLife = CapabilityIssuer.LongestTtlSeconds * 1_000_000;

    /// <summary>Judges a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="manifest">The manifest of its issuer; null if none could be had.</param>
    /// <param name="revocation">What is known of its revocation.</param>
    /// <param name="strict">Whether trust is strict: then what cannot be known counts against the token.</param>
    /// <param name="nowMicroseconds">Now.</param>
    public static CapabilityFault Judge(
        CapabilityToken token, OrgManifest? manifest, RevocationState revocation, bool strict, long nowMicroseconds)
    {
        if (manifest is null
            || manifest.EntityUri != token.Issuer
            || ManifestRules.Judge(manifest, nowMicroseconds, strict) != ManifestFault.None
            || !RotationChain.TrustedKeys(manifest, nowMicroseconds).Any(token.IsSignedBy)
            || !manifest.Entities.Contains(token.Subject)
            || !Instants.TryParse(token.IssuedAt, out var issued)
            || !Instants.TryParse(token.Expiry, out var expiry)
            || expiry - issued > LongestLife)
            return CapabilityFault.Invalid;
        if (expiry <= nowMicroseconds)
            return CapabilityFault.Expired;
        if (revocation == RevocationState.Revoked)
            return CapabilityFault.Revoked;
        return strict && revocation == RevocationState.Unknown ? CapabilityFault.Invalid : CapabilityFault.None;
    }
}
