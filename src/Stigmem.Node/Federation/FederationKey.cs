using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation;

/// <summary>
/// The node's key among peers. It is kept beside the store and not in it, so that neither a backup nor a snapshot of the
/// facts lets anybody speak for the node.
/// </summary>
public static class FederationKey
{
    private const int SeedBytes = 32;

    /// <summary>Where a node over a database keeps the seed that it made for itself.</summary>
    public static string FileOf(string databasePath) => databasePath + ".federation-key";

    /// <summary>Takes the configured key, or the file beside the database, which is made on first use.</summary>
    /// <exception cref="SettingsException">The key is no key, or not the one that the operator expects.</exception>
    internal static Ed25519Signer Open(FederationSettings settings, string databasePath)
    {
        var path = FileOf(databasePath);
        var seed = settings.PrivateKey.Length > 0 ? settings.PrivateKey : Kept(path);
        if (!Ed25519Signer.TryCreate(seed, out var signer))
        {
            throw new SettingsException([settings.PrivateKey.Length > 0
                ? "STIGMEM_FEDERATION_PRIVKEY: must be 32 bytes in base64url"
                : $"{path} is damaged: restore it from a backup, or delete it and let every peer register the node again"]);
        }
        if (settings.PublicKey.Length == 0 || settings.PublicKey.TrimEnd('=') == signer.PublicKeyText)
            return signer;
        signer.Dispose();
        throw new SettingsException(["STIGMEM_FEDERATION_PUBKEY is not the public half of STIGMEM_FEDERATION_PRIVKEY"]);
    }

    private static string Kept(string path)
    {
        if (!File.Exists(path))
        {
            using var file = OwnerOnly.Open(path, FileMode.CreateNew, FileShare.None);
            file.Write(Encoding.ASCII.GetBytes(Base64Url.Encode(RandomNumberGenerator.GetBytes(SeedBytes))));
            file.Flush(flushToDisk: true);
        }
        return File.ReadAllText(path).Trim();
    }
}
