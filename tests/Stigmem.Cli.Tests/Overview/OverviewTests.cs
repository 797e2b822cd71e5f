using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Overview;

/// <summary>What a person sees of an entity and of a scope.</summary>
public sealed class OverviewTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task An_entity_and_a_scope_at_a_glance()
    {
        await SayAsync("user:ann", "graph:knows", "user:bob", "--type", "ref");
        await SayAsync("user:bob", "graph:knows", "user:cleo", "--type", "ref");
        await SayAsync("user:ann", "memory:role", "editor", "--confidence", "0.9");
        await SayAsync("user:ann", "memory:role", "author", "--source", "agent:eve", "--confidence", "0.5");

        var near = (await _sandbox.RunAsync("neighbors", "user:ann", "--depth", "2", "--scope", "team")).ShouldSucceed().Output.Split('\n');
        Assert.Equal("user:bob\tgraph:knows\tout\t1\t1\tuser:ann", near[1]);
        Assert.Equal("user:cleo\tgraph:knows\tout\t2\t1\tuser:ann > user:bob", near[2]);
        Assert.Equal("", (await _sandbox.RunAsync("neighbors", "user:ann", "--uris-only", "--scope", "team")).ShouldSucceed().Output);
        Assert.Equal(1, (await _sandbox.JsonAsync("neighbors", "user:bob", "--direction", "in", "--scope", "team")).GetProperty("total_hint").GetInt32());

        var card = (await _sandbox.RunAsync("card", "user:ann", "--scope", "team")).ShouldSucceed();
        Assert.Equal("Entity: user:ann\nFacts:\n  graph:knows: user:bob (conf=1.00)\n  memory:role: editor (conf=0.90)\n  memory:role: author (conf=0.50)\n", card.Output);
        Assert.Contains("contradict", card.Errors, StringComparison.Ordinal);
        (await _sandbox.RunAsync("card", "user:nobody")).ShouldFail(1, "not_found");

        var lines = (await _sandbox.RunAsync("synthesize", "team", "--entity", "user:ann", "--relation", "memory:*")).ShouldSucceed().Output.Split('\n');
        Assert.Equal("user:ann\tmemory:role\teditor\t0.9\t2\t1\tauthor\tyes", lines[1]);
        var page = (await _sandbox.RunAsync("synthesize", "team", "--limit", "1")).ShouldSucceed();
        Assert.Contains("There are more: --cursor ", page.Errors, StringComparison.Ordinal);
    }

    private async Task SayAsync(string entity, string relation, string value, params string[] more) =>
        (await _sandbox.RunAsync(["fact", "assert", entity, relation, "--value", value, "--scope", "team", .. more])).ShouldSucceed();
}
