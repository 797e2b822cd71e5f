using Stigmem.Core.Clock;

namespace Stigmem.Core.Manifests;

/// <summary>Whether a manifest holds. Source of the rule: Federation contract, section 8.</summary>
public static class ManifestRules
{
    /// <summary>A manifest lists no more changes of keys.</summary>
    public const int MostRotations = 100;

    private const long Day = 86_400_000_000;
    private const long LongestLife = 730 * Day;
    private const long LongestStrictLife = 365 * Day;

    /// <summary>Judges a manifest by itself.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="nowMicroseconds">Now.</param>
    /// <param name="strict">Whether trust is strict: then it lives a year at most.</param>
    public static ManifestFault Judge(OrgManifest manifest, long nowMicroseconds, bool strict)
    {
        if (manifest.EntityUri.Length == 0)
            return ManifestFault.MissingEntityUri;
        if (manifest.RotationEvents.Count > MostRotations)
            return ManifestFault.TooManyRotations;
        if (!ManifestKeys.IsIdOf(manifest.KeyId, manifest.PublicKey))
            return ManifestFault.KeyIdMismatch;
        if (!IsSigned(manifest))
            return ManifestFault.InvalidSignature;
        if (!Instants.TryParse(manifest.IssuedAt, out var issued) || !Instants.TryParse(manifest.ExpiresAt, out var expires)
            || expires <= issued || expires - issued > (strict ? LongestStrictLife : LongestLife))
            return ManifestFault.InvalidExpiry;
        return expires > nowMicroseconds ? ManifestFault.None : ManifestFault.Expired;
    }

    /// <summary>
    /// Judges a manifest against the known one of the same organisation: it must not be older, and its key must follow
    /// from the known one. The reference compares ids of keys only and takes older ones, so a known key could be replaced.
    /// </summary>
    public static ManifestFault JudgeUpdate(OrgManifest known, OrgManifest manifest)
    {
        if (!Instants.TryParse(known.IssuedAt, out var before) || !Instants.TryParse(manifest.IssuedAt, out var after) || after < before)
            return ManifestFault.Rollback;
        return RotationChain.Leads(known, manifest) ? ManifestFault.None : ManifestFault.BrokenChain;
    }

    private static bool IsSigned(OrgManifest manifest)
    {
        try
        {
            return manifest.IsSignedBySelf();
        }
        catch (FormatException)
        {
            // A lone surrogate has no bytes that could have been signed.
            return false;
        }
    }
}
