using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Node.Auth;

/// <summary>
/// The hash that early versions of the reference kept of a key: SHA-256 alone. A key that came here with it is found by that
/// hash until it is used, and has a slow one from then on.
/// </summary>
internal static class LegacyHash
{
    /// <summary>What the hash is called in the store and in the audit.</summary>
    public const string Scheme = "sha256";

    private const int HexDigits = 2 * SHA256.HashSizeInBytes;

    /// <summary>Whether a text is 64 lower-case hex digits.</summary>
    public static bool IsHash(string text) => text.Length == HexDigits && text.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f');

    /// <summary>Whether a stored hash is of this kind.</summary>
    public static bool Is(string stored) => stored.StartsWith($"{Scheme}$", StringComparison.Ordinal);

    /// <summary>The hash as the store has it.</summary>
    public static string Stored(string hex) => $"{Scheme}${hex}";

    /// <summary>The look-up tag of a key with that hash.</summary>
    public static string TagOfHash(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));

    /// <summary>The look-up tag that a presented key would have.</summary>
    public static string TagOfKey(string rawKey) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(rawKey)));
}
