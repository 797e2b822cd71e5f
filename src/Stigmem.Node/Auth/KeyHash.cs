using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Node.Auth;

/// <summary>
/// The slow hash of an API key: PBKDF2-HMAC-SHA-512 with its parameters beside it, since no Argon2 package restores.
/// </summary>
internal static class KeyHash
{
    /// <summary>What the hash is called in the store and in the audit.</summary>
    public const string Scheme = "pbkdf2-sha512";

    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int Iterations = 210_000;

    /// <summary>The hash of a new key.</summary>
    /// <param name="rawKey">The key.</param>
    /// <param name="iterations">How slow; stored with the hash, so that it can rise for new keys.</param>
    public static string Create(string rawKey, int iterations = Iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(rawKey, salt, iterations))}";
    }

    public static bool Verify(string rawKey, string stored)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme)
            return false;
        var expected = Convert.FromBase64String(parts[3]);
        var actual = Derive(rawKey, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    private static byte[] Derive(string rawKey, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(rawKey), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
