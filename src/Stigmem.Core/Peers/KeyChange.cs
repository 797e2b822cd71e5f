using Stigmem.Core.Manifests;

namespace Stigmem.Core.Peers;

/// <summary>
/// How a known peer gets another key. Who can answer at the peer's address can declare any key; only the key that is
/// known here can vouch for the next. Source of the rule: Federation contract, section 3.
/// </summary>
public static class KeyChange
{
    /// <summary>How long the key before is good beside the new one: 24 hours.</summary>
    public static TimeSpan DualTrust { get; } = TimeSpan.FromHours(24);

    /// <summary>Looks for a proof that the owner of the known key wants the declared one.</summary>
    /// <param name="knownKey">The text of the key that the peer is known by.</param>
    /// <param name="declaration">The declaration, which its own key has signed.</param>
    /// <param name="previousSignature">A second signature that came with it.</param>
    /// <param name="manifest">The manifest that is served at the peer's address, if there is one.</param>
    /// <param name="nowMicroseconds">Now.</param>
    public static KeyChangeProof Prove(
        string knownKey, PeerDeclaration declaration, string? previousSignature, OrgManifest? manifest, long nowMicroseconds)
    {
        if (previousSignature is not null && declaration.IsSignedBy(knownKey, previousSignature))
            return KeyChangeProof.PreviousKey;
        return manifest is not null
            && manifest.PublicKey.TrimEnd('=') == declaration.FederationPubkey.TrimEnd('=')
            && ManifestRules.Judge(manifest, nowMicroseconds, strict: false) == ManifestFault.None
            && RotationChain.Leads(knownKey, manifest)
            ? KeyChangeProof.Manifest
            : KeyChangeProof.None;
    }

    /// <summary>The name of a proof in audit rows.</summary>
    public static string Name(this KeyChangeProof proof) => proof switch
    {
        KeyChangeProof.None => "none",
        KeyChangeProof.PreviousKey => "previous_key",
        KeyChangeProof.Manifest => "manifest",
        _ => throw new ArgumentOutOfRangeException(nameof(proof)),
    };
}
