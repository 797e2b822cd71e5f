using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Core.Signatures;

/// <summary>The two short names of a public key (Federation contract, section 1).</summary>
public static class KeyFingerprint
{
    private const int KeyIdBytes = 8;

    /// <summary>
    /// What operators compare by voice: <c>sha256:</c> and the hash of the key's base64url <em>text</em>, exactly as
    /// the peer sent it, not of the raw key.
    /// </summary>
    public static string OfKeyText(string base64UrlText) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(base64UrlText)));

    /// <summary>The key id of manifests and tombstones: 16 hex digits of the hash of the raw key.</summary>
    public static string KeyId(ReadOnlySpan<byte> rawKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rawKey, hash);
        return Convert.ToHexStringLower(hash[..KeyIdBytes]);
    }
}
