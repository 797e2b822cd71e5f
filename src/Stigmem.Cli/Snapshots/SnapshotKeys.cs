using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Snapshots;

/// <summary>With what snapshots are signed, and whose signatures are believed.</summary>
internal static class SnapshotKeys
{
    /// <summary>The key to sign with: the given file, or the one beside the database, which is made on first use.</summary>
    public static Ed25519Signer SignerOf(string? keyFile, string databasePath)
    {
        if (keyFile is not null)
            return SeedFile.Open(keyFile);
        var local = LocalFile(databasePath);
        return File.Exists(local) ? SeedFile.Open(local) : SeedFile.Create(local);
    }

    /// <summary>
    /// Public keys whose signatures are believed: the one of this database, and those that the operator lists. A key that
    /// stands in the snapshot alone proves nothing: whoever made the snapshot wrote it there.
    /// </summary>
    /// <param name="databasePath">The database to restore into.</param>
    /// <param name="trusted">A JSON list of public keys, or a file that holds one; null for none.</param>
    public static IReadOnlySet<string> Trusted(string databasePath, string? trusted)
    {
        HashSet<string> keys = [];
        if (File.Exists(LocalFile(databasePath)))
        {
            using var local = SeedFile.Open(LocalFile(databasePath));
            keys.Add(local.PublicKeyText);
        }
        if (trusted is not null)
            keys.UnionWith(ReadList(trusted));
        return keys;
    }

    private static string LocalFile(string databasePath) => databasePath + ".snapshot-key";

    private static IEnumerable<string> ReadList(string trusted)
    {
        var text = trusted.TrimStart().StartsWith('[') ? trusted : ReadFile(trusted);
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return [.. parsed.RootElement.EnumerateArray().Select(key => Canonical(key.GetString()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommandFailure.Usage("the trusted keys are not a JSON list of texts", "Write [\"public key\"], as 'snapshot create' prints it.");
        }
    }

    private static string ReadFile(string path) => File.Exists(path)
        ? File.ReadAllText(path)
        : throw new CommandFailure($"there is no list of trusted keys at {path}", "no_trusted_keys", "Name a file with a JSON list of public keys.");

    /// <summary>Keys may come with padding; they are compared without.</summary>
    private static string Canonical(string? key) => Base64Url.TryDecode(key, out var bytes) && Ed25519.IsValidPublicKey(bytes)
        ? Base64Url.Encode(bytes)
        : throw CommandFailure.Usage($"'{key}' is not an Ed25519 public key", "Keys are 32 bytes as base64url.");
}
