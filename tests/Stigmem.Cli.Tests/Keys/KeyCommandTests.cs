using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Keys;

public sealed class KeyCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task A_key_is_shown_once_and_alone_on_stdout()
    {
        var result = (await _sandbox.RunAsync("keys", "create", "agent:scout", "--permission", "read", "--description", "scouting")).ShouldSucceed();
        var key = result.Output.Trim();
        Assert.Matches("^stigmem_[A-Za-z0-9_-]{43}$", key);
        Assert.DoesNotContain(key, result.Errors, StringComparison.Ordinal);
        Assert.Equal("agent:scout", (await _sandbox.JsonAsync("auth", "whoami", "--api-key", key)).GetProperty("entity_uri").GetString());
        var listed = await _sandbox.RunAsync("keys", "list", "--api-key", key, "--json");
        Assert.DoesNotContain(key, listed.Output, StringComparison.Ordinal);
        (await _sandbox.RunAsync("fact", "assert", "a:b", "m:c", "--value", "x", "--api-key", key)).ShouldFail(1, "permission_required", "whoami");
    }

    [Fact]
    public async Task A_key_covers_the_scopes_that_it_was_given()
    {
        var made = await _sandbox.JsonAsync("keys", "create", "agent:narrow", "--permission", "read,write", "--allowed-scope", "public");
        var key = made.GetProperty("key").GetString()!;
        (await _sandbox.RunAsync("fact", "assert", "a:b", "m:c", "--value", "x", "--scope", "team", "--api-key", key)).ShouldFail(1, "scope_not_permitted");
        (await _sandbox.RunAsync("fact", "assert", "a:b", "m:c", "--value", "x", "--scope", "public", "--api-key", key)).ShouldSucceed();
    }

    [Fact]
    public async Task A_key_is_rotated_and_revoked()
    {
        var old = await _sandbox.JsonAsync("keys", "create", "agent:turn");
        var made = await _sandbox.JsonAsync("keys", "rotate", old.GetProperty("id").GetString()!, "--overlap-seconds", "60");
        Assert.Equal(old.GetProperty("id").GetString(), made.GetProperty("replaces").GetString());
        await _sandbox.JsonAsync("auth", "whoami", "--api-key", old.GetProperty("key").GetString()!);
        await _sandbox.JsonAsync("auth", "whoami", "--api-key", made.GetProperty("key").GetString()!);
        var done = await _sandbox.JsonAsync("keys", "revoke", old.GetProperty("id").GetString()!);
        Assert.Equal("revoked", done.GetProperty("done").GetString());
        (await _sandbox.RunAsync("auth", "whoami", "--api-key", old.GetProperty("key").GetString()!)).ShouldFail(1, "invalid_credentials");
        (await _sandbox.RunAsync("keys", "revoke", old.GetProperty("id").GetString()!)).ShouldFail(1, "not_found");
    }

    [Fact]
    public async Task Ones_last_admin_key_is_revoked_only_when_it_is_meant()
    {
        using var own = new Sandbox();
        await using var lonely = await NodeProcess.StartAsync(own);
        var only = (await own.JsonAsync("keys", "list"))[0].GetProperty("id").GetString()!;
        var refused = await own.RunAsync("keys", "revoke", only);
        refused.ShouldFail(2, "usage", "--yes");
        Assert.Contains("last admin key", refused.Errors, StringComparison.Ordinal);
        await own.JsonAsync("auth", "whoami");
        var plain = (await own.JsonAsync("keys", "create", "agent:admin")).GetProperty("id").GetString()!;
        (await own.RunAsync("keys", "revoke", plain)).ShouldSucceed();
        var second = (await own.JsonAsync("keys", "create", "agent:admin", "--permission", "admin,read")).GetProperty("id").GetString()!;
        (await own.RunAsync("keys", "revoke", second)).ShouldSucceed();
        (await own.RunAsync("keys", "revoke", only, "--yes")).ShouldSucceed();
        (await own.RunAsync("auth", "whoami")).ShouldFail(1, "invalid_credentials");
    }

    [Fact]
    public async Task Keys_that_end_soon_are_listed()
    {
        var soon = DateTimeOffset.UtcNow.AddDays(3).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var made = await _sandbox.JsonAsync("keys", "create", "agent:short", "--expires-at", soon);
        var listed = await _sandbox.JsonAsync("keys", "expiring", "--within-days", "5");
        Assert.Contains(listed.EnumerateArray(), key => key.GetProperty("id").GetString() == made.GetProperty("id").GetString());
        (await _sandbox.RunAsync("keys", "create", "agent:short", "--expires-at", "soon")).ShouldFail(2, "usage");
        (await _sandbox.RunAsync("keys", "create", "agent:odd", "--permission", "everything")).ShouldFail(1, "bad_request");
    }

    [Fact]
    public async Task A_seed_file_is_private_and_never_overwritten()
    {
        var made = await _sandbox.JsonAsync("agent-keys", "generate", "agent.seed");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sandbox.File("agent.seed")));
        var seed = File.ReadAllText(_sandbox.File("agent.seed"));
        (await _sandbox.RunAsync("agent-keys", "generate", "agent.seed")).ShouldFail(1, "key_file_exists");
        Assert.Equal(seed, File.ReadAllText(_sandbox.File("agent.seed")));
        Assert.DoesNotContain(seed.Trim(), made.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_key_is_registered_listed_and_revoked()
    {
        await _sandbox.JsonAsync("agent-keys", "generate", "life.seed");
        var id = (await _sandbox.JsonAsync("agent-keys", "register", "life.seed", "--description", "mine")).GetProperty("id").GetString()!;
        Assert.Equal("active", Status(await _sandbox.JsonAsync("agent-keys", "list"), id));
        (await _sandbox.RunAsync("agent-keys", "revoke", id)).ShouldSucceed();
        Assert.NotEqual("active", Status(await _sandbox.JsonAsync("agent-keys", "list"), id));
        (await _sandbox.RunAsync("agent-keys", "revoke", id)).ShouldFail(1, "conflict");
        (await _sandbox.RunAsync("agent-keys", "register", "missing.seed")).ShouldFail(1, "key_file_missing");
        (await _sandbox.RunAsync("agent-keys", "register", _sandbox.Write("bad.seed", "not a seed"))).ShouldFail(1, "key_file_invalid");
    }

    private static string? Status(JsonElement keys, string id) =>
        keys.EnumerateArray().Single(key => key.GetProperty("id").GetString() == id).GetProperty("status").GetString();
}
