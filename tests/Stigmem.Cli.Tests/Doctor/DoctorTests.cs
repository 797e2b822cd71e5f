using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Doctor;

public sealed class DoctorTests : IAsyncLifetime, IDisposable
{
    private readonly Sandbox _sandbox = new();

    public async Task InitializeAsync()
    {
        _sandbox.Variables["STIGMEM_PORT"] = "0";
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
    }

    [Fact]
    public async Task A_healthy_node_has_nothing_to_cure()
    {
        var result = (await _sandbox.RunAsync("doctor", "--json")).ShouldSucceed();
        Assert.Equal("ok", result.Json.GetProperty("status").GetString());
        Assert.Equal(
            ["settings", "folder", "disk", "file_mode", "sqlite", "store", "migrations", "integrity", "log", "key_secret", "admin_key", "certificate", "certificate_key", "clock", "port"],
            result.Json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()));
        Assert.Contains("ok       integrity", (await _sandbox.RunAsync("doctor")).ShouldSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_start_there_is_little_to_check()
    {
        using var empty = new Sandbox();
        empty.Variables["STIGMEM_PORT"] = "0";
        var result = (await empty.RunAsync("doctor", "--json")).ShouldSucceed();
        Assert.Equal("skipped", Check(result, "store").GetProperty("status").GetString());
        Assert.Empty(Directory.GetFiles(empty.Folder));
    }

    [Fact]
    public async Task A_running_node_is_looked_at_without_disturbing_it()
    {
        _sandbox.Variables.Remove("STIGMEM_PORT");
        await using var node = await NodeProcess.StartAsync(_sandbox);
        _sandbox.Variables["STIGMEM_PORT"] = new Uri(node.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var result = (await _sandbox.RunAsync("doctor", "--json")).ShouldSucceed();
        Assert.Contains("answers", Check(result, "port").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_file_modes_are_found()
    {
        File.SetUnixFileMode(_sandbox.File("stigmem.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(_sandbox.File("stigmem.db.secret"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var result = await _sandbox.RunAsync("doctor", "--json");
        AssertFails(result, "file_mode", "chmod 600");
        AssertFails(result, "key_secret", "chmod 600");
    }

    [Fact]
    public async Task A_lost_secret_is_found()
    {
        File.Delete(_sandbox.File("stigmem.db.secret"));
        AssertFails(await _sandbox.RunAsync("doctor", "--json"), "key_secret", "keys create --db");
    }

    [Fact]
    public async Task A_node_without_an_admin_is_found()
    {
        using var other = new Sandbox();
        await (await NodeWithoutAdminAsync(other)).DisposeAsync();
        AssertFails(await other.RunAsync("doctor", "--json", "--db", "stigmem.db"), "admin_key", "bootstrap-key");
    }

    [Fact]
    public async Task A_damaged_file_is_found()
    {
        var bytes = File.ReadAllBytes(_sandbox.File("stigmem.db"));
        bytes.AsSpan(3 * 4_096, 4_096).Fill(0xa5);
        File.WriteAllBytes(_sandbox.File("stigmem.db"), bytes);
        AssertFails(await _sandbox.RunAsync("doctor", "--json"), "integrity", "snapshot restore");
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_found()
    {
        _sandbox.Write("notes.db", "these are notes, not a database");
        AssertFails(await _sandbox.RunAsync("doctor", "--json", "--db", "notes.db"), "store", "STIGMEM_DB_PATH");
    }

    [Fact]
    public async Task A_missing_folder_and_wrong_settings_are_found_together()
    {
        _sandbox.Variables["STIGMEM_TRUST_MODE"] = "blind";
        var result = await _sandbox.RunAsync("doctor", "--json", "--db", "nowhere/stigmem.db");
        AssertFails(result, "settings", "config show");
        AssertFails(result, "folder", "mkdir");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _sandbox.Dispose();

    private static async Task<NodeProcess> NodeWithoutAdminAsync(Sandbox sandbox)
    {
        // Without authentication a node to try makes no key.
        sandbox.Variables["STIGMEM_AUTH_REQUIRED"] = "false";
        var node = await NodeProcess.StartAsync(sandbox);
        sandbox.Variables.Remove("STIGMEM_AUTH_REQUIRED");
        sandbox.Variables["STIGMEM_PORT"] = "0";
        return node;
    }

    private static void AssertFails(CommandResult result, string name, string cure)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("failed", result.Json.GetProperty("status").GetString());
        Assert.Equal("failed", Check(result, name).GetProperty("status").GetString());
        Assert.Contains(cure, Check(result, name).GetProperty("cure").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Check(CommandResult result, string name) =>
        result.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);
}
