using System.Security.Cryptography;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Keys;

/// <summary>Makes API keys: 32 random bytes, so nobody guesses one, behind a prefix that scanners for leaked secrets can find.</summary>
internal static class RawKey
{
    private const string Prefix = "stigmem_";
    private const int RandomBytes = 32;

    /// <summary>A new key.</summary>
    public static string Create() => Prefix + Base64Url.Encode(RandomNumberGenerator.GetBytes(RandomBytes));
}
