using Stigmem.Core.Clock;

namespace Stigmem.Core.Manifests;

/// <summary>How trust passes from one key of an organisation to the next. Source of the rule: Federation contract, section 8.</summary>
public static class RotationChain
{
    /// <summary>How long a retired key is still good for what it signed: 90 days.</summary>
    public static TimeSpan DualTrust { get; } = TimeSpan.FromDays(90);

    /// <summary>
    /// Whether the changes of keys lead from the key of a known manifest to that of another: contiguous, each signed by the
    /// key that retires, no key twice. Without a change the key itself must be the same, not only its id.
    /// </summary>
    public static bool Leads(OrgManifest known, OrgManifest manifest) => Leads(known.PublicKey, manifest);

    /// <summary>Whether the changes of keys lead from a known key to that of a manifest; see the other overload.</summary>
    public static bool Leads(string knownKey, OrgManifest manifest)
    {
        if (IsSameKey(knownKey, manifest.PublicKey))
            return true;

        var start = FirstFrom(knownKey, manifest.RotationEvents);
        return start >= 0 && Follow(knownKey, manifest.RotationEvents.Skip(start)) is { } terminal
            && IsSameKey(terminal, manifest.PublicKey);
    }

    /// <summary>
    /// The keys under which a signature of the organisation holds now: its present one, then those that retired less than
    /// 90 days ago, the newest first. Only keys whose signed change leads to the present one count; at 90 days exactly a
    /// key is closed.
    /// </summary>
    public static IReadOnlyList<string> TrustedKeys(OrgManifest manifest, long nowMicroseconds)
    {
        List<string> keys = [manifest.PublicKey];
        var rotations = manifest.RotationEvents;
        for (var i = rotations.Count - 1; i >= 0; i--)
        {
            // An event need not name the key that retires: it is the one that the event before has introduced.
            var previous = string.IsNullOrEmpty(rotations[i].PreviousPublicKey)
                ? rotations.ElementAtOrDefault(i - 1)?.NewPublicKey
                : rotations[i].PreviousPublicKey;
            if (previous is null
                || !IsSameKey(rotations[i].NewPublicKey, keys[^1])
                || !IsSigned(rotations[i], previous)
                || !Instants.TryParse(rotations[i].RotatedAt, out var rotatedAt)
                || rotatedAt + (long)DualTrust.TotalMicroseconds <= nowMicroseconds)
                break;

            keys.Add(previous);
        }

        return keys;
    }

    private static int FirstFrom(string knownKey, IReadOnlyList<RotationEvent> rotations)
    {
        for (var i = 0; i < rotations.Count; i++)
        {
            if (ManifestKeys.IsIdOf(rotations[i].PreviousKeyId, knownKey))
                return i;
        }

        return -1;
    }

    private static string? Follow(string key, IEnumerable<RotationEvent> rotations)
    {
        HashSet<string> seen = [Canonical(key)];
        foreach (var rotation in rotations)
        {
            if (!ManifestKeys.IsIdOf(rotation.PreviousKeyId, key)
                || !ManifestKeys.IsIdOf(rotation.NewKeyId, rotation.NewPublicKey)
                || !seen.Add(Canonical(rotation.NewPublicKey))
                || !IsSigned(rotation, key))
                return null;

            key = rotation.NewPublicKey;
        }

        return key;
    }

    private static bool IsSigned(RotationEvent rotation, string retiringKey)
    {
        try
        {
            return rotation.IsSignedBy(retiringKey);
        }
        catch (FormatException)
        {
            // A lone surrogate has no bytes that could have been signed.
            return false;
        }
    }

    private static bool IsSameKey(string a, string b) => Canonical(a) == Canonical(b);

    // A key has one text with padding and one without.
    private static string Canonical(string key) => key.TrimEnd('=');
}
