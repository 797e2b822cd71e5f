using System.Text.Json;
using Stigmem.Cli.Output;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Cli.Snapshots;

/// <summary>Decides whether an unpacked snapshot may take the place of a store.</summary>
internal static class SnapshotVerifier
{
    /// <summary>Checks everything that can be checked before anything is replaced.</summary>
    /// <param name="archive">The snapshot.</param>
    /// <param name="trusted">Believed public keys; null believes any, signature or not.</param>
    /// <exception cref="Failures.CommandFailure">It may not.</exception>
    /// <exception cref="Data.SqlFailureException">This version cannot read its database.</exception>
    public static void Check(SnapshotArchive archive, IReadOnlySet<string>? trusted)
    {
        CheckManifest(archive);
        if (trusted is not null)
            CheckSignature(archive, trusted);
        CheckDatabase(archive);
    }

    private static void CheckManifest(SnapshotArchive archive)
    {
        var manifest = archive.Manifest;
        if (manifest.Version != SnapshotManifest.CurrentVersion)
            throw SnapshotFailure.Malformed($"it has version {manifest.Version}, this program reads version {SnapshotManifest.CurrentVersion}");
        foreach (var name in archive.Files.Keys.Except(manifest.Artifacts.Keys))
            throw SnapshotFailure.Malformed($"'{name}' is not in its manifest");
        foreach (var (name, hash) in manifest.Artifacts)
        {
            if (!archive.Files.TryGetValue(name, out var file))
                throw SnapshotFailure.Malformed($"'{name}' is missing");
            if (SnapshotArtifacts.HashOf(file) != hash)
                throw SnapshotFailure.Malformed($"'{name}' does not have the hash of its manifest");
        }
        foreach (var name in new[] { SnapshotArtifacts.Database, SnapshotArtifacts.MigrationCursor })
        {
            if (!archive.Files.ContainsKey(name))
                throw SnapshotFailure.Malformed($"'{name}' is missing");
        }
    }

    private static void CheckSignature(SnapshotArchive archive, IReadOnlySet<string> trusted)
    {
        var key = archive.Manifest.SignerPublicKey;
        if (!trusted.Contains(key.TrimEnd('=')))
            throw SnapshotFailure.Untrusted(key);
        if (!ManifestSignature.Verify(archive.ManifestText, key, archive.Manifest.Signature))
            throw SnapshotFailure.BadSignature();
    }

    private static void CheckDatabase(SnapshotArchive archive)
    {
        var database = archive.Files[SnapshotArtifacts.Database];
        if (StoreBackup.Damage(database) is { Count: > 0 } damage)
            throw SnapshotFailure.Malformed($"its database is damaged: {damage[0]}");
        StoreBackup.PendingMigrations(database, NodeSchema.Migrations);
        var applied = StoreBackup.AppliedMigrations(database) ?? [];
        if (!ReadCursor(archive.Files[SnapshotArtifacts.MigrationCursor]).SequenceEqual(applied))
            throw SnapshotFailure.Malformed("its migration cursor does not fit its database");
    }

    private static IReadOnlyList<string> ReadCursor(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), CliJson.Info<MigrationCursor>())?.AppliedMigrations ?? [];
        }
        catch (JsonException)
        {
            throw SnapshotFailure.Malformed("its migration cursor is not JSON");
        }
    }
}
