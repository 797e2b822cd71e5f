using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Stigmem.Core.Signatures;

/// <summary>
/// Ed25519 of RFC 8032 on OpenSSL 3: the base library has no such curve, and .NET on Linux needs libcrypto anyway.
/// Keys and signatures are raw bytes: a seed and a public key of 32, a signature of 64.
/// </summary>
public static partial class Ed25519
{
    /// <summary>Length of a private seed and of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of a signature.</summary>
    public const int SignatureLength = 64;

    private const string Library = "libcrypto.so.3";

    /// <summary>NID_ED25519 of OpenSSL.</summary>
    private const int KeyType = 1087;

    static Ed25519() =>
        NativeLibrary.SetDllImportResolver(typeof(Ed25519).Assembly, static (name, assembly, path) =>
            name != Library ? 0
            : NativeLibrary.TryLoad(Library, assembly, path, out var handle)
            || NativeLibrary.TryLoad("libcrypto", assembly, path, out handle) ? handle : 0);

    /// <summary>The public key that belongs to a private seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        using var key = OpenPrivate(seed);
        return PublicKey(key);
    }

    /// <summary>Signs a message with a private seed.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        using var key = OpenPrivate(seed);
        return Sign(key, message);
    }

    /// <summary>Tells whether the signature of the message was made by the owner of the public key; wrong lengths are false.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
            return false;

        using var key = OpenPublic(publicKey);
        return Verify(key, message, signature);
    }

    /// <summary>
    /// Tells whether the bytes can serve as a public key: the length is right and the point is not one of the few of
    /// small order, under which anybody can forge a signature.
    /// </summary>
    public static bool IsValidPublicKey(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == KeyLength && !SmallOrderPoints.Contains(publicKey);

    internal static KeyHandle OpenPrivate(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, KeyLength, nameof(seed));
        return Usable(EVP_PKEY_new_raw_private_key(KeyType, 0, seed, KeyLength));
    }

    internal static KeyHandle OpenPublic(ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, KeyLength, nameof(publicKey));
        return Usable(EVP_PKEY_new_raw_public_key(KeyType, 0, publicKey, KeyLength));
    }

    internal static byte[] PublicKey(KeyHandle key)
    {
        var bytes = new byte[KeyLength];
        nuint length = KeyLength;
        Demand(EVP_PKEY_get_raw_public_key(key, bytes, ref length) == 1);
        return bytes;
    }

    internal static byte[] Sign(KeyHandle key, ReadOnlySpan<byte> message)
    {
        using var context = NewContext();
        var signature = new byte[SignatureLength];
        nuint length = SignatureLength;
        Demand(EVP_DigestSignInit(context, 0, 0, 0, key) == 1);
        Demand(EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) == 1);
        return signature;
    }

    internal static bool Verify(KeyHandle key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var context = NewContext();
        Demand(EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1);
        if (EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1)
            return true;

        // A refused signature leaves an entry in the thread's error queue, which later calls would take for their own.
        ERR_clear_error();
        return false;
    }

    private static ContextHandle NewContext()
    {
        var context = EVP_MD_CTX_new();
        Demand(!context.IsInvalid);
        return context;
    }

    private static KeyHandle Usable(KeyHandle key)
    {
        Demand(!key.IsInvalid);
        return key;
    }

    private static void Demand(bool succeeded)
    {
        if (succeeded)
            return;

        ERR_clear_error();
        throw new CryptographicException("OpenSSL refused an Ed25519 operation.");
    }

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial ContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(
        ContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(
        ContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();

    internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    internal sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
