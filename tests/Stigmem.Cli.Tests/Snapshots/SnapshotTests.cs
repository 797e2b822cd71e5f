using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Cli.Snapshots;
using Stigmem.Cli.Tests.Running;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Tests.Snapshots;

public sealed class SnapshotTests : IAsyncLifetime, IDisposable
{
    private readonly Sandbox _sandbox = new();

    public async Task InitializeAsync()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        await AssertAsync("before");
        (await _sandbox.RunAsync("snapshot", "create", "--out", "good.tar.gz")).ShouldSucceed();
    }

    [Fact]
    public async Task A_snapshot_brings_back_what_was()
    {
        await AssertAsync("after");
        var restored = await _sandbox.JsonAsync("snapshot", "restore", "--from", "good.tar.gz");
        Assert.Equal("stigmem.db", restored.GetProperty("file").GetString());
        Assert.Equal(["before"], await ValuesAsync("stigmem.db"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sandbox.File("stigmem.db")));
        AssertNothingLeftBehind();
        Assert.True((await _sandbox.JsonAsync("verify-chain", "--db", "stigmem.db")).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task The_envelope_is_the_references()
    {
        var made = await _sandbox.JsonAsync("snapshot", "create");
        Assert.Matches(@"^stigmem-snapshot-\d{8}T\d{6}Z-[0-9a-f]{12}\.tar\.gz$", made.GetProperty("file").GetString());
        var entries = Read(made.GetProperty("file").GetString()!);
        Assert.Equal(["artifacts/schema_migration_cursor.json", "artifacts/stigmem.db", "manifest.json"], entries.Keys.Order(StringComparer.Ordinal));
        using var manifest = JsonDocument.Parse(entries["manifest.json"]);
        Assert.Equal(
            ["version", "created_at", "node_id", "signer_pubkey", "artifacts", "signature"], manifest.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("stigmem:node:", manifest.RootElement.GetProperty("node_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sandbox.File("stigmem.db.snapshot-key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sandbox.File("good.tar.gz")));
    }

    [Fact]
    public async Task A_live_store_is_copied_and_never_replaced()
    {
        await using var node = await NodeProcess.StartAsync(_sandbox);
        (await _sandbox.RunAsync("fact", "assert", "user:s", "memory:live", "--value", "live", "--api-key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        (await _sandbox.RunAsync("snapshot", "create", "--out", "live.tar.gz")).ShouldSucceed();
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "live.tar.gz")).ShouldFail(1, "store_in_use", "Stop the node");
        await node.StopAsync();
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "live.tar.gz")).ShouldSucceed();
        Assert.Equal(["before", "live"], await ValuesAsync("stigmem.db"));
    }

    [Fact]
    public async Task A_store_that_was_cut_off_is_copied_whole_and_its_log_is_not_replayed_into_another()
    {
        await using var node = await NodeProcess.StartAsync(_sandbox);
        (await _sandbox.RunAsync("fact", "assert", "user:s", "memory:cut", "--value", "cut", "--api-key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        await node.KillAsync();
        Assert.True(new FileInfo(_sandbox.File("stigmem.db-wal")).Length > 0, "there is no log to replay");
        File.Copy(_sandbox.File("stigmem.db"), _sandbox.File("cut.db"));
        File.Copy(_sandbox.File("stigmem.db-wal"), _sandbox.File("cut.db-wal"));
        (await _sandbox.RunAsync("snapshot", "create", "--out", "cut.tar.gz", "--db", "cut.db")).ShouldSucceed();
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "good.tar.gz")).ShouldSucceed();
        Assert.Equal(["before"], await ValuesAsync("stigmem.db"));
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "cut.tar.gz", "--db", "cut.db")).ShouldSucceed();
        Assert.Equal(["before", "cut"], await ValuesAsync("cut.db"));
        AssertNothingLeftBehind();
    }

    [Fact]
    public async Task A_damaged_store_is_replaced_with_its_log()
    {
        await using var node = await NodeProcess.StartAsync(_sandbox);
        (await _sandbox.RunAsync("fact", "assert", "user:s", "memory:cut", "--value", "cut", "--api-key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        await node.KillAsync();
        _sandbox.Write("stigmem.db", "overwritten by something else entirely, long enough to be no header of a database at all ......");
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "good.tar.gz")).ShouldSucceed();
        Assert.Equal(["before"], await ValuesAsync("stigmem.db"));
        AssertNothingLeftBehind();
    }

    [Fact]
    public async Task A_signer_is_believed_only_when_it_is_known_here()
    {
        await _sandbox.JsonAsync("agent-keys", "generate", "signer.seed");
        var made = await _sandbox.JsonAsync("snapshot", "create", "--out", "signed.tar.gz", "--sign-with", "signer.seed");
        var key = made.GetProperty("signer_pubkey").GetString()!;
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "signed.tar.gz")).ShouldFail(1, "snapshot_untrusted", "--trusted-keys");
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "good.tar.gz", "--db", "new.db")).ShouldFail(1, "snapshot_untrusted");
        Assert.False(File.Exists(_sandbox.File("new.db")));
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "signed.tar.gz", "--db", "new.db", "--trusted-keys", $"[\"{key}\"]")).ShouldSucceed();
        _sandbox.Write("trusted.json", $"[\"{key}=\"]");
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "signed.tar.gz", "--db", "new.db", "--trusted-keys", "trusted.json")).ShouldSucceed();
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "good.tar.gz", "--db", "forced.db", "--force-unverified")).ShouldSucceed();
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "signed.tar.gz", "--trusted-keys", "[1]")).ShouldFail(2, "usage");
    }

    [Fact]
    public async Task A_changed_manifest_is_noticed()
    {
        await RefusedAsync(entries => Manifest(entries, manifest => manifest["node_id"] = "stigmem:node:other"), "snapshot_signature_invalid");
        await RefusedAsync(entries => Manifest(entries, manifest => manifest["extra"] = 1), "snapshot_signature_invalid");
        await RefusedAsync(entries => Manifest(entries, manifest => manifest.Remove("signature")), "snapshot_signature_invalid");
        await RefusedAsync(entries => Manifest(entries, manifest => manifest["version"] = 2), "snapshot_refused");
        await RefusedAsync(entries => entries["manifest.json"] = "[]"u8.ToArray(), "snapshot_refused");
        await RefusedAsync(entries => entries.Remove("manifest.json"), "snapshot_refused");
    }

    [Fact]
    public async Task A_changed_or_missing_artifact_is_noticed()
    {
        await RefusedAsync(entries => entries["artifacts/stigmem.db"][5_000] ^= 1, "snapshot_refused");
        await RefusedAsync(entries => entries["artifacts/schema_migration_cursor.json"] = "{}"u8.ToArray(), "snapshot_refused");
        await RefusedAsync(entries => entries.Remove("artifacts/stigmem.db"), "snapshot_refused");
    }

    [Theory]
    [InlineData("artifacts/extra.txt")]
    [InlineData("../evil.txt")]
    [InlineData("/tmp/evil.txt")]
    [InlineData("artifacts/../../evil.txt")]
    [InlineData("artifacts/sub/evil.txt")]
    [InlineData("evil.txt")]
    public async Task An_undeclared_file_is_refused_and_never_written(string name)
    {
        await RefusedAsync(entries => entries[name] = "evil"u8.ToArray(), "snapshot_refused");
        Assert.False(File.Exists(Path.Combine(_sandbox.Folder, "..", "evil.txt")));
        Assert.False(File.Exists("/tmp/evil.txt"));
    }

    [Fact]
    public async Task A_link_is_refused()
    {
        var entries = Read("good.tar.gz");
        using (var file = File.Create(_sandbox.File("link.tar.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            Write(tar, entries);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "artifacts/link") { LinkName = "/etc/passwd" });
        }
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "link.tar.gz")).ShouldFail(1, "snapshot_refused");
    }

    [Fact]
    public async Task What_is_well_signed_must_still_be_a_sound_store()
    {
        using var signer = Cli.Keys.SeedFile.Open(_sandbox.File("stigmem.db.snapshot-key"));
        await RefusedAsync(entries => Resign(entries, signer, database => "not a database at all, although it is signed"u8.ToArray()), "not_a_store");
        await RefusedAsync(entries => Resign(entries, signer, Damage), "snapshot_refused", "store_corrupt");
    }

    [Fact]
    public async Task A_file_that_is_no_archive_is_told()
    {
        (await _sandbox.RunAsync("snapshot", "restore", "--from", _sandbox.Write("text.tar.gz", "just text"))).ShouldFail(1, "snapshot_refused");
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "missing.tar.gz")).ShouldFail(1, "no_snapshot");
        (await _sandbox.RunAsync("snapshot", "create", "--db", "missing.db")).ShouldFail(1, "no_database");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _sandbox.Dispose();

    private async Task RefusedAsync(Action<SortedDictionary<string, byte[]>> tamper, params string[] codes)
    {
        var entries = Read("good.tar.gz");
        tamper(entries);
        using (var file = File.Create(_sandbox.File("bad.tar.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
            Write(tar, entries);
        var before = File.ReadAllBytes(_sandbox.File("stigmem.db"));
        (await _sandbox.RunAsync("snapshot", "restore", "--from", "bad.tar.gz")).ShouldFail(1, $"(?:{string.Join('|', codes)})");
        Assert.Equal(before, File.ReadAllBytes(_sandbox.File("stigmem.db")));
        AssertNothingLeftBehind();
    }

    private void AssertNothingLeftBehind()
    {
        Assert.Empty(Directory.GetDirectories(_sandbox.Folder));
        Assert.DoesNotContain(Directory.GetFiles(_sandbox.Folder), file => file.EndsWith(".replaced", StringComparison.Ordinal) || file.EndsWith("-wal", StringComparison.Ordinal));
    }

    private async Task AssertAsync(string value) =>
        await _sandbox.JsonAsync("fact", "assert", $"user:{value}", "memory:v", "--value", value, "--db", "stigmem.db");

    private async Task<IEnumerable<string?>> ValuesAsync(string database) =>
        (await _sandbox.JsonAsync("fact", "query", "--db", database)).GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("value").GetProperty("v").GetString()).Order().ToList();

    private SortedDictionary<string, byte[]> Read(string archive)
    {
        SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);
        using var gzip = new GZipStream(File.OpenRead(_sandbox.File(archive)), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            using var contents = new MemoryStream();
            entry.DataStream?.CopyTo(contents);
            entries[entry.Name] = contents.ToArray();
        }
        return entries;
    }

    private static void Write(TarWriter tar, SortedDictionary<string, byte[]> entries)
    {
        foreach (var (name, contents) in entries)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(contents) });
    }

    private static void Manifest(SortedDictionary<string, byte[]> entries, Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(entries["manifest.json"])!.AsObject();
        change(manifest);
        entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    private static void Resign(SortedDictionary<string, byte[]> entries, ISigner signer, Func<byte[], byte[]> change)
    {
        const string database = "artifacts/stigmem.db";
        entries[database] = change(entries[database]);
        Manifest(entries, manifest =>
        {
            manifest["artifacts"]![database] = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(entries[database]));
            manifest["signature"] = ManifestSignature.Sign(manifest.ToJsonString(), signer);
        });
    }

    private static byte[] Damage(byte[] database)
    {
        var damaged = (byte[])database.Clone();
        damaged.AsSpan(3 * 4_096, 4_096).Fill(0xa5);
        return damaged;
    }
}
