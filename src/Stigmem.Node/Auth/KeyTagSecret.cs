using System.Security.Cryptography;
using System.Text;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>
/// Makes the tags under which keys are looked up: HMAC-SHA-256 under a secret that is never in the database, so that
/// a stolen database alone finds no key.
/// </summary>
internal sealed class KeyTagSecret
{
    private const int SecretBytes = 32;
    private readonly byte[] _secret;

    private KeyTagSecret(byte[] secret) => _secret = secret;

    /// <summary>Takes the configured secret, or the file beside the database, which is made on first use.</summary>
    public static KeyTagSecret Open(string configured, string databasePath)
    {
        if (configured.Length > 0)
            return new KeyTagSecret(SHA256.HashData(Encoding.UTF8.GetBytes(configured)));
        var path = databasePath + ".secret";
        if (!File.Exists(path))
        {
            using var file = OwnerOnly.Open(path, FileMode.CreateNew, FileShare.None);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes))));
            file.Flush(flushToDisk: true);
        }
        try
        {
            return new KeyTagSecret(Convert.FromBase64String(File.ReadAllText(path).Trim()));
        }
        catch (FormatException)
        {
            throw new SettingsException([$"{path} is damaged: restore it from a backup, or delete it and make new API keys"]);
        }
    }

    /// <summary>The tag of a key, as base64.</summary>
    public string TagOf(string rawKey) => Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(rawKey)));

    public override string ToString() => "key tag secret";
}
