using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Facts;

/// <summary>Commands on a file that no node serves.</summary>
public sealed class DatabaseFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task Commands_work_on_a_file_and_leave_no_key_behind()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        var fact = await _sandbox.JsonAsync("fact", "assert", "user:file", "memory:v", "--value", "x", "--db", "stigmem.db", "--as", "user:me");
        Assert.Equal("user:me", fact.GetProperty("source").GetString());
        Assert.Equal(1, (await _sandbox.JsonAsync("fact", "query", "--db", "stigmem.db")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await _sandbox.JsonAsync("keys", "list", "--db", "stigmem.db")).GetArrayLength());
        Assert.False(File.Exists(_sandbox.File("stigmem.db-wal")));
    }

    [Fact]
    public async Task A_setting_that_opens_nodes_does_not_open_this_one()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        _sandbox.Variables["STIGMEM_AUTH_REQUIRED"] = "false";
        _sandbox.Variables["STIGMEM_PORT"] = "1";
        var me = await _sandbox.JsonAsync("auth", "whoami", "--db", "stigmem.db");
        Assert.Equal("agent:admin", me.GetProperty("entity_uri").GetString());
    }

    [Fact]
    public async Task It_exchanges_nothing_with_peers()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        // A node that federated would refuse to start so, for want of mutual TLS.
        _sandbox.Variables["STIGMEM_FEDERATION_ENABLED"] = "1";
        var state = await _sandbox.JsonAsync("federation", "status", "--db", "stigmem.db");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, state.GetProperty("fingerprint").ValueKind);
    }

    [Fact]
    public async Task Chains_hold_until_the_file_is_altered()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        await _sandbox.JsonAsync("fact", "assert", "user:chain", "memory:v", "--value", "original", "--db", "stigmem.db");
        var report = await _sandbox.JsonAsync("verify-chain", "--db", "stigmem.db");
        Assert.True(report.GetProperty("verified").GetBoolean());
        Assert.Equal(1, report.GetProperty("facts_checked").GetInt32());
        Alter(_sandbox.File("stigmem.db"), "original", "falsifed");
        var result = await _sandbox.RunAsync("verify-chain", "--db", "stigmem.db", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.False(result.Json.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task A_checkpoint_that_was_kept_must_still_be_in_the_chain()
    {
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        (await _sandbox.RunAsync("audit", "checkpoint", "--out", "kept.json", "--db", "stigmem.db")).ShouldSucceed();
        (await _sandbox.RunAsync("verify-chain", "--checkpoint", "kept.json", "--db", "stigmem.db")).ShouldSucceed();
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine", "--db", "other.db")).ShouldSucceed();
        Assert.Equal(1, (await _sandbox.RunAsync("verify-chain", "--checkpoint", "kept.json", "--db", "other.db", "--json")).ExitCode);
        _sandbox.Write("forged.json", File.ReadAllText(_sandbox.File("kept.json")).Replace("\"covered_chain_seq\":1", "\"covered_chain_seq\":2", StringComparison.Ordinal));
        (await _sandbox.RunAsync("verify-chain", "--checkpoint", "forged.json", "--db", "stigmem.db")).ShouldFail(1, "checkpoint_invalid");
        (await _sandbox.RunAsync("verify-chain", "--checkpoint", "none.json", "--db", "stigmem.db")).ShouldFail(1, "no_checkpoint");
    }

    public void Dispose() => _sandbox.Dispose();

    private static void Alter(string path, string from, string to)
    {
        var bytes = File.ReadAllBytes(path);
        var old = System.Text.Encoding.ASCII.GetBytes(from);
        for (var at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
            System.Text.Encoding.ASCII.GetBytes(to).CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(path, bytes);
    }
}
