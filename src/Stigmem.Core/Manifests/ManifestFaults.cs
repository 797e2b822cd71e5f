namespace Stigmem.Core.Manifests;

/// <summary>The texts of <see cref="ManifestFault"/>.</summary>
public static class ManifestFaults
{
    /// <summary>The explanation.</summary>
    public static string Message(this ManifestFault fault) => fault switch
    {
        ManifestFault.MissingEntityUri => "entity_uri is required",
        ManifestFault.TooManyRotations => $"rotation_events may hold at most {ManifestRules.MostRotations} events",
        ManifestFault.KeyIdMismatch => "key_id is not the fingerprint of public_key",
        ManifestFault.InvalidSignature => "the manifest is not signed by its public_key",
        ManifestFault.InvalidExpiry => "expires_at must lie after issued_at, and not too far",
        ManifestFault.Expired => "the manifest has expired",
        ManifestFault.Rollback => "manifest update rejected: it is older than the known one",
        ManifestFault.BrokenChain => "manifest update rejected: rotation_events do not lead from the known key to public_key",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>Whether the manifest is at odds with the known one (409) and not with the rules (422).</summary>
    public static bool IsRegression(this ManifestFault fault) => fault is ManifestFault.Rollback or ManifestFault.BrokenChain;
}
