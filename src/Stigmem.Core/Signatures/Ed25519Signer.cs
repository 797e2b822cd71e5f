using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Stigmem.Core.Signatures;

/// <summary>An Ed25519 key pair that signs. The private bytes live in OpenSSL only: nothing here can print or return them.</summary>
public sealed class Ed25519Signer : ISigner, IDisposable
{
    private readonly Ed25519.KeyHandle _key;
    private readonly string _keyId;

    /// <summary>Opens the key pair of a seed of 32 bytes. The caller clears its own copy.</summary>
    public Ed25519Signer(ReadOnlySpan<byte> seed)
    {
        _key = Ed25519.OpenPrivate(seed);
        var publicKey = Ed25519.PublicKey(_key);
        PublicKeyText = Base64Url.Encode(publicKey);
        _keyId = KeyFingerprint.KeyId(publicKey);
    }

    /// <inheritdoc/>
    public string PublicKeyText { get; }

    /// <summary>Opens the key pair of a seed in base64url; false unless the text stands for exactly 32 bytes.</summary>
    public static bool TryCreate(string? seedText, [NotNullWhen(true)] out Ed25519Signer? signer)
    {
        signer = null;
        if (!Base64Url.TryDecode(seedText, out var seed))
            return false;

        if (seed.Length == Ed25519.KeyLength)
            signer = new Ed25519Signer(seed);
        CryptographicOperations.ZeroMemory(seed);
        return signer is not null;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) => Ed25519.Sign(_key, message);

    /// <summary>The key id, so that a key in a log line says which one it is and nothing else.</summary>
    public override string ToString() => _keyId;

    /// <summary>Lets OpenSSL clear and free the private key.</summary>
    public void Dispose() => _key.Dispose();
}
