using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Core.Signatures;

/// <summary>An Ed25519 public key that is opened once and checks many signatures.</summary>
public sealed class Ed25519Verifier : IVerifier, IDisposable
{
    private readonly Ed25519.KeyHandle _key;
    private readonly string _keyId;

    private Ed25519Verifier(byte[] publicKey)
    {
        _key = Ed25519.OpenPublic(publicKey);
        _keyId = KeyFingerprint.KeyId(publicKey);
        PublicKeyText = Base64Url.Encode(publicKey);
    }

    /// <inheritdoc/>
    public string PublicKeyText { get; }

    /// <summary>Opens a public key in base64url; false unless <see cref="Ed25519.IsValidPublicKey"/>.</summary>
    public static bool TryCreate(string? publicKeyText, [NotNullWhen(true)] out Ed25519Verifier? verifier)
    {
        verifier = Base64Url.TryDecode(publicKeyText, out var bytes) && Ed25519.IsValidPublicKey(bytes)
            ? new Ed25519Verifier(bytes)
            : null;
        return verifier is not null;
    }

    /// <summary>
    /// Whether the owner of a key made a signature, both in base64url; texts that are no such key or signature are false.
    /// </summary>
    public static bool IsSigned(string? publicKeyText, ReadOnlySpan<byte> message, string? signatureText)
    {
        if (!Base64Url.TryDecode(signatureText, out var signature) || !TryCreate(publicKeyText, out var key))
            return false;

        using (key)
            return key.Verify(message, signature);
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureLength && Ed25519.Verify(_key, message, signature);

    /// <summary>The key id.</summary>
    public override string ToString() => _keyId;

    /// <summary>Frees the native key.</summary>
    public void Dispose() => _key.Dispose();
}
