using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Agents;

/// <summary>The commands about agents as a person runs them.</summary>
public sealed class AgentTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public AgentTests() => _sandbox.Variables["ATOMIC_AGENTS_ROOT"] = _sandbox.File("agents");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_newcomer_makes_an_agent_and_runs_it_without_a_key()
    {
        (await _sandbox.RunAsync("agent", "init", "clerk")).ShouldSucceed();
        var run = (await _sandbox.RunAsync("agent", "run", "clerk", "What should I focus on today?")).ShouldSucceed();
        Assert.StartsWith("This is the offline model", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"^--- Stats: model=offline in=\d+ out=\d+ cost=\$0\.000000 latency=\d+ms captures=1\n$", run.Errors);
        Assert.Equal("agent\tmode\tmodel\tnotes\nclerk\treactive\toffline\t1\n", (await _sandbox.RunAsync("agent", "list")).ShouldSucceed().Output);
        Assert.Equal("clerk", (await _sandbox.JsonAsync("agent", "list"))[0].GetProperty("agent").GetString());
    }

    [Fact]
    public async Task The_work_item_comes_as_an_option_or_on_stdin_too()
    {
        (await _sandbox.RunAsync("agent", "init", "clerk")).ShouldSucceed();
        (await _sandbox.RunAsync("agent", "run", "clerk", "--work-item", "as an option")).ShouldSucceed();
        (await _sandbox.RunWithInputAsync("from stdin", "agent", "run", "clerk", "-")).ShouldSucceed();
        var log = string.Concat(Directory.GetFiles(_sandbox.File("agents/clerk/log"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains("\"summary\": \"as an option\"", log, StringComparison.Ordinal);
        Assert.Contains("\"summary\": \"from stdin\"", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slips_have_an_exit_code_of_their_own_and_a_cap_another()
    {
        (await _sandbox.RunAsync("agent", "run", "nobody", "x")).ShouldFail(1, "AtomicAgentsError", null);
        (await _sandbox.RunAsync("agent", "run", "clerk")).ShouldFail(64, "usage");
        (await _sandbox.RunAsync("agent", "rum", "clerk")).ShouldFail(64, "usage", "Did you mean 'run'");
        (await _sandbox.RunAsync("agent", "init", "no such name")).ShouldFail(1, "SchemaValidationError", null);
        (await _sandbox.RunAsync("agent", "init", "clerk", "--model", "claude-haiku-4-5")).ShouldSucceed();
        var model = _sandbox.File("agents/clerk/model.md");
        File.WriteAllText(model, File.ReadAllText(model).Replace("daily_cap_usd: 0.50", "daily_cap_usd: 0.0001", StringComparison.Ordinal));
        (await _sandbox.RunAsync("agent", "run", "clerk", "x")).ShouldFail(2, "skipped", "Raise the cap");
    }
}
