using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Serving;

public sealed class ConfigShowTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task Each_value_has_its_origin_and_secrets_stay_secret()
    {
        _sandbox.Write(".env", "STIGMEM_LOG_LEVEL=debug\nSTIGMEM_PORT=1111\n");
        _sandbox.Write("token.txt", "hidden-token\n");
        _sandbox.Variables["STIGMEM_PORT"] = "2222";
        _sandbox.Variables["STIGMEM_METRICS_TOKEN_FILE"] = "token.txt";
        _sandbox.Variables["STIGMEM_KEY_TAG_SECRET"] = "hidden-secret";
        var text = (await _sandbox.RunAsync("config", "show", "--origin")).ShouldSucceed().Output;
        Assert.Contains("STIGMEM_LOG_LEVEL\tdebug\t.env", text, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_PORT\t2222\tenvironment", text, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_METRICS_TOKEN\t(set)\ttoken.txt", text, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_KEY_TAG_SECRET\t(set)\tenvironment", text, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_AUTH_REQUIRED\ttrue\tdefault", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_it_is_a_list_and_unknown_names_are_noted()
    {
        _sandbox.Variables["STIGMEM_PROT"] = "1";
        var result = (await _sandbox.RunAsync("config", "show", "--json")).ShouldSucceed();
        Assert.Contains(result.Json.EnumerateArray(), line => line.GetProperty("name").GetString() == "STIGMEM_PORT" && line.GetProperty("origin").GetString() == "default");
        Assert.Contains("STIGMEM_PROT", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_are_wrong_are_exit_code_1()
    {
        _sandbox.Variables["STIGMEM_PORT"] = "99999";
        (await _sandbox.RunAsync("config", "show")).ShouldFail(1, "settings_refused");
    }

    public void Dispose() => _sandbox.Dispose();
}
