using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Lint;

public sealed class LintCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task A_check_up_fails_for_errors_and_not_for_warnings()
    {
        await _sandbox.JsonAsync("fact", "assert", "user:x", "bare", "--value", "a", "--scope", "local");
        var warned = (await _sandbox.RunAsync("lint", "--scope", "local")).ShouldSucceed();
        Assert.Contains("warning\tnamespacing\tuser:x\tbare", warned.Output, StringComparison.Ordinal);
        await _sandbox.JsonAsync("fact", "assert", "user:x", "bare", "--value", "b", "--scope", "local");
        Assert.Contains("error\tcontradiction", (await _sandbox.RunAsync("lint", "--scope", "local", "--check", "contradiction")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await _sandbox.RunAsync("lint", "--scope", "local")).ExitCode);
    }

    [Fact]
    public async Task Facts_fade_by_a_file_of_policies()
    {
        await _sandbox.JsonAsync("fact", "assert", "user:y", "old:note", "--value", "a", "--scope", "team");
        var file = _sandbox.Write("policies.json", """[{"id":"notes","relation":"old:*","ttl_s":0}]""");
        Assert.Equal(1, (await _sandbox.JsonAsync("decay", "sweep", "--policy", file, "--dry-run")).GetProperty("matched").GetInt32());
        Assert.Equal(1, (await _sandbox.JsonAsync("decay", "sweep", "--policy", file)).GetProperty("decayed").GetInt32());
        (await _sandbox.RunAsync("decay", "sweep", "--policy", _sandbox.File("nowhere.json"))).ShouldFail(1, "no_policy_file");
    }

    [Fact]
    public async Task An_intent_is_posted_and_shown()
    {
        var posted = await _sandbox.JsonAsync("intent", "post", "ship it", "--to", "agent:bob", "--id", "intent:cli");
        Assert.Equal("intent:cli", posted.GetProperty("id").GetString());
        Assert.Contains("ship it", (await _sandbox.RunAsync("intent", "show", "intent:cli")).ShouldSucceed().Output, StringComparison.Ordinal);
        (await _sandbox.RunAsync("intent", "show", "intent:none")).ShouldFail(1, "not_found");
    }
}
