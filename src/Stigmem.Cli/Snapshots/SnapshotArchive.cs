using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Stigmem.Cli.Output;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Snapshots;

/// <summary>A snapshot unpacked into a folder. Entry names are taken from the archive, so none of them is ever a path here.</summary>
internal sealed class SnapshotArchive
{
    private const int MostEntries = 16;
    private const long MostManifestBytes = 1024 * 1024;
    private const string ArtifactFolder = "artifacts/";

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    private SnapshotArchive(string manifestText, SnapshotManifest manifest) => (ManifestText, Manifest) = (manifestText, manifest);

    /// <summary>The manifest as it stands in the archive; this is what was signed.</summary>
    public string ManifestText { get; }

    /// <summary>The manifest.</summary>
    public SnapshotManifest Manifest { get; }

    /// <summary>Unpacked files by entry name.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Unpacks an archive.</summary>
    /// <exception cref="Failures.CommandFailure">It is no snapshot.</exception>
    public static SnapshotArchive Unpack(string path, WorkFolder folder)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenRead(path);
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(gzip);
            while (tar.GetNextEntry() is { } entry)
                Extract(entry, files, folder);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw SnapshotFailure.Malformed("it cannot be unpacked");
        }
        return Read(files);
    }

    private static void Extract(TarEntry entry, Dictionary<string, string> files, WorkFolder folder)
    {
        if (entry.EntryType == TarEntryType.Directory && entry.Name is "artifacts" or ArtifactFolder)
            return;
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw SnapshotFailure.Malformed($"'{entry.Name}' is not a plain file");
        if (!IsExpectedName(entry.Name))
            throw SnapshotFailure.Malformed($"'{entry.Name}' has no place in a snapshot");
        var target = folder.File($"entry-{files.Count}");
        if (files.Count >= MostEntries || !files.TryAdd(entry.Name, target))
            throw SnapshotFailure.Malformed($"'{entry.Name}' is one entry too many");
        using var contents = OwnerOnly.Open(target, FileMode.CreateNew, FileShare.None);
        entry.DataStream?.CopyTo(contents);
    }

    /// <summary>The manifest, or one file directly in the folder of artifacts: no absolute names, no way out.</summary>
    private static bool IsExpectedName(string name) =>
        name == SnapshotManifest.EntryName
        || (name.StartsWith(ArtifactFolder, StringComparison.Ordinal)
            && name.AsSpan(ArtifactFolder.Length) is { IsEmpty: false } rest
            && !rest.ContainsAny("/\\\0") && rest[0] != '.');

    private static SnapshotArchive Read(Dictionary<string, string> files)
    {
        if (!files.Remove(SnapshotManifest.EntryName, out var path) || new FileInfo(path).Length > MostManifestBytes)
            throw SnapshotFailure.Malformed("it has no manifest");
        var text = File.ReadAllText(path, Encoding.UTF8);
        try
        {
            var manifest = JsonSerializer.Deserialize(text, CliJson.Info<SnapshotManifest>());
            if (manifest is not { Artifacts: not null, SignerPublicKey: not null })
                throw SnapshotFailure.Malformed("its manifest is incomplete");
            var archive = new SnapshotArchive(text, manifest);
            foreach (var (name, file) in files)
                archive._files.Add(name, file);
            return archive;
        }
        catch (JsonException)
        {
            throw SnapshotFailure.Malformed("its manifest is not the JSON of a manifest");
        }
    }
}
