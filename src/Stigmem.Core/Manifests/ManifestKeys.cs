using System.Security.Cryptography;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Manifests;

/// <summary>The ids of organisations' keys. Source of the rule: Federation contract, sections 1 and 8.</summary>
public static class ManifestKeys
{
    /// <summary>The id of a signer's key.</summary>
    public static string IdOf(ISigner signer) =>
        Base64Url.TryDecode(signer.PublicKeyText, out var raw)
            ? KeyFingerprint.KeyId(raw)
            : throw new ArgumentException("A signer shows its key in base64url.", nameof(signer));

    /// <summary>
    /// Whether an id belongs to a key: the 16 digits that nodes write, or the whole hash of the specification. Free text
    /// would let another key take the place of a known one under its old id.
    /// </summary>
    public static bool IsIdOf(string keyId, string publicKeyText) =>
        Base64Url.TryDecode(publicKeyText, out var raw)
        && Ed25519.IsValidPublicKey(raw)
        && (keyId == KeyFingerprint.KeyId(raw) || keyId == Convert.ToHexStringLower(SHA256.HashData(raw)));
}
