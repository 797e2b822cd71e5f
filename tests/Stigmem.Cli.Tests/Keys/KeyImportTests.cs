using System.Security.Cryptography;
using System.Text;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Keys;

/// <summary>Keys of a store that kept SHA-256 hashes.</summary>
public sealed class KeyImportTests : IDisposable
{
    private const string Key = "a-key-that-was-made-elsewhere-long-ago-01";
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task Keys_of_another_store_work_here_and_others_are_named()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        _sandbox.Write("keys.json", $$"""
            [{"id":"1","key_hash":"{{hash}}","entity_uri":"Agent:Ada","permissions":"[\"read\",\"write\"]","allowed_scopes":"[\"local\",\"team\"]","description":"laptop","created_at":"2026-01-01T00:00:00+00:00","expires_at":"2999-01-01","oidc_sub":null,"tenant_id":"default"},
             {"key_hash":"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA","entity_uri":"agent:bob","permissions":["read"],"expires_at":null},
             {"key_hash":"{{new string('0', 64)}}","entity_uri":"agent:eve","permissions":"read","expires_at":"2020-01-01"},
             {"key_hash":"{{new string('1', 64)}}","entity_uri":"oidc:x","permissions":"read","oidc_sub":"x"}]
            """);
        var imported = await _sandbox.RunAsync("keys", "import", "keys.json", "--json");
        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("\"imported\":1", imported.Output, StringComparison.Ordinal);
        Assert.Contains("agent:bob: its hash is not SHA-256", imported.Errors, StringComparison.Ordinal);
        Assert.Contains("agent:eve: it has expired", imported.Errors, StringComparison.Ordinal);
        await using var node = await NodeProcess.StartAsync(_sandbox);
        var me = await _sandbox.JsonAsync("auth", "whoami", "--api-key", Key);
        Assert.Equal("agent:ada", me.GetProperty("entity_uri").GetString());
        Assert.Equal(["local", "team"], me.GetProperty("allowed_scopes").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""[{"entity_uri":"x"}]""")]
    public async Task What_is_no_list_of_keys_is_refused(string text) =>
        (await _sandbox.RunWithInputAsync(text, "keys", "import", "-")).ShouldFail(1, "not_keys", "sqlite3 -json");

    public void Dispose() => _sandbox.Dispose();
}
