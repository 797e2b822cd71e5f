using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Keys;

public sealed class BootstrapTests : IDisposable
{
    private const string Key = "my-first-admin-key-0001";
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task The_first_key_is_made_once_and_never_printed()
    {
        _sandbox.Variables["STIGMEM_BOOTSTRAP_KEY"] = Key;
        var result = (await _sandbox.RunAsync("auth", "bootstrap-key")).ShouldSucceed();
        Assert.Empty(result.Output);
        Assert.Contains("agent:admin", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.ToString(), StringComparison.Ordinal);
        (await _sandbox.RunAsync("auth", "bootstrap-key")).ShouldFail(1, "already_bootstrapped");
        await using var node = await NodeProcess.StartAsync(_sandbox);
        Assert.Null(node.AdminKey);
        var me = await _sandbox.JsonAsync("auth", "whoami", "--api-key", Key);
        Assert.Equal(["admin", "read", "write"], me.GetProperty("permissions").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task No_key_or_one_too_short_is_exit_code_2()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key")).ShouldFail(2, "usage", "STIGMEM_BOOTSTRAP_KEY");
        Assert.Empty(Directory.GetFiles(_sandbox.Folder));
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "fifteen-letters")).ShouldFail(2, "usage");
    }

    [Fact]
    public async Task Entity_and_permissions_can_be_chosen()
    {
        var made = await _sandbox.JsonAsync(
            "auth", "bootstrap-key", "--key", Key, "--entity-uri", "user:root", "--permissions", "admin, audit.read", "--db", "other.db");
        Assert.Equal("user:root", made.GetProperty("entity_uri").GetString());
        Assert.True(File.Exists(_sandbox.File("other.db")));
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", Key, "--permissions", "everything", "--db", "third.db")).ShouldFail(2, "usage");
    }

    public void Dispose() => _sandbox.Dispose();
}
