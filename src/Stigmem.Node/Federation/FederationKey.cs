using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Clock;
using Stigmem.Core.Peers;
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

    /// <summary>Where it keeps the key before, and until when that one is good: two lines.</summary>
    public static string RetiredFileOf(string databasePath) => FileOf(databasePath) + ".retired";

    /// <summary>Takes the configured key, or the file beside the database, which is made on first use.</summary>
    /// <exception cref="SettingsException">The key is no key, or not the one that the operator expects.</exception>
    internal static FederationKeys Open(FederationSettings settings, string databasePath)
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
            return OpenRetired(databasePath) is { } retired ? new FederationKeys(signer, retired.Key, retired.Until) : new FederationKeys(signer, null, default);
        signer.Dispose();
        throw new SettingsException(["STIGMEM_FEDERATION_PUBKEY is not the public half of STIGMEM_FEDERATION_PRIVKEY"]);
    }

    /// <summary>The key before the present one; null if there is none, or none that can be read.</summary>
    public static (Ed25519Signer Key, DateTimeOffset Until)? OpenRetired(string databasePath)
    {
        var path = RetiredFileOf(databasePath);
        if (!File.Exists(path) || File.ReadAllLines(path) is not [var seed, var until, ..] || !Instants.TryParse(until, out var microseconds))
            return null;
        return Ed25519Signer.TryCreate(seed, out var signer) ? (signer, DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)) : null;
    }

    /// <summary>
    /// Makes a new key beside the database and keeps the old one for a while. A node takes both at its next start; a crash
    /// between the two files leaves the old key in both, which does no harm.
    /// </summary>
    /// <param name="databasePath">The store; its node has made a key before.</param>
    /// <param name="now">From when that runs.</param>
    /// <param name="keep">How long the node keeps the old key; null takes a day.</param>
    /// <returns>The new public key, and until when the old one is good.</returns>
    public static (string PublicKey, DateTimeOffset RetiredUntil) Rotate(string databasePath, DateTimeOffset now, TimeSpan? keep = null)
    {
        var until = now + (keep ?? KeyChange.DualTrust);
        var text = Instants.Format(until.ToUnixTimeMilliseconds() * 1_000);
        Replace(RetiredFileOf(databasePath), $"{File.ReadAllText(FileOf(databasePath)).Trim()}\n{text}\n");
        var seed = Base64Url.Encode(RandomNumberGenerator.GetBytes(SeedBytes));
        Replace(FileOf(databasePath), seed);
        _ = Ed25519Signer.TryCreate(seed, out var signer);
        using (signer)
            return (signer!.PublicKeyText, until);
    }

    private static string Kept(string path)
    {
        if (!File.Exists(path))
            Write(path, Base64Url.Encode(RandomNumberGenerator.GetBytes(SeedBytes)));
        return File.ReadAllText(path).Trim();
    }

    private static void Replace(string path, string text)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        Write(fresh, text);
        File.Move(fresh, path, overwrite: true);
    }

    private static void Write(string path, string text)
    {
        using var file = OwnerOnly.Open(path, FileMode.CreateNew, FileShare.None);
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
