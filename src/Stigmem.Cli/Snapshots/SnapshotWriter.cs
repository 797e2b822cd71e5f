using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Stigmem.Cli.Output;
using Stigmem.Core.Clock;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Snapshots;

/// <summary>Makes a snapshot: a gzipped tar of a signed manifest, the database and its migration cursor.</summary>
internal sealed class SnapshotWriter(ISigner signer, TimeProvider time)
{
    private const int HashDigitsInName = 12;
    private const UnixFileMode EntryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies the store and writes the snapshot.</summary>
    /// <param name="databasePath">The store; a node may be writing to it.</param>
    /// <param name="outPath">Where the snapshot goes; null chooses a name in the working directory.</param>
    /// <param name="nodeId">The node id where the store knows none.</param>
    public SnapshotReport Write(string databasePath, string? outPath, string nodeId)
    {
        var now = time.GetUtcNow();
        using var work = WorkFolder.Beside(outPath ?? "stigmem-snapshot");
        var database = work.File("stigmem.db");
        StoreBackup.Copy(databasePath, database);
        var migrations = StoreBackup.AppliedMigrations(database)
            ?? throw new Data.SqlFailureException(Data.SqlFailure.NotAStore, $"{databasePath} has no schema_migrations table");
        var cursor = work.File("cursor.json");
        File.WriteAllText(cursor, CliJson.Text(new MigrationCursor(migrations)));
        var files = new Dictionary<string, string> { [SnapshotArtifacts.Database] = database, [SnapshotArtifacts.MigrationCursor] = cursor };
        var manifest = Sign(new SnapshotManifest
        {
            CreatedAt = Instants.Format(now.ToUnixTimeMilliseconds() * 1_000),
            NodeId = StoreBackup.NodeMeta(database, "node_id") ?? nodeId,
            SignerPublicKey = signer.PublicKeyText,
            Artifacts = files.ToDictionary(file => file.Key, file => SnapshotArtifacts.HashOf(file.Value)),
        });
        var target = outPath ?? DefaultName(now, manifest.Artifacts[SnapshotArtifacts.Database]);
        var archive = work.File("snapshot.tar.gz");
        Pack(archive, manifest, files, now);
        DurableFiles.Rename(archive, target);
        return new SnapshotReport(target, manifest.CreatedAt, manifest.NodeId, manifest.SignerPublicKey, new FileInfo(target).Length);
    }

    private SnapshotManifest Sign(SnapshotManifest manifest) =>
        manifest with { Signature = ManifestSignature.Sign(CliJson.Text(manifest), signer) };

    private static string DefaultName(DateTimeOffset now, string hash) => string.Create(
        CultureInfo.InvariantCulture,
        $"stigmem-snapshot-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{hash.AsSpan(SnapshotArtifacts.HashPrefix.Length, HashDigitsInName)}.tar.gz");

    private static void Pack(string archive, SnapshotManifest manifest, IReadOnlyDictionary<string, string> files, DateTimeOffset now)
    {
        using var file = OwnerOnly.Open(archive, FileMode.CreateNew, FileShare.None);
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(CliJson.Text(manifest)));
            Add(tar, SnapshotManifest.EntryName, text, now);
            foreach (var (name, path) in files)
            {
                using var contents = File.OpenRead(path);
                Add(tar, name, contents, now);
            }
        }
        file.Flush(flushToDisk: true);
    }

    private static void Add(TarWriter tar, string name, Stream contents, DateTimeOffset now) => tar.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = contents, ModificationTime = now, Mode = EntryMode });
}
