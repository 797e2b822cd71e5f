using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Recall;

public sealed class RecallCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task A_question_finds_its_answer_and_tells_why_when_asked()
    {
        await _sandbox.JsonAsync("fact", "assert", "user:ada", "memory:hobby", "--value", "collects\told bicycles", "--scope", "team");
        await _sandbox.JsonAsync("fact", "assert", "user:bob", "memory:hobby", "--value", "plays chess", "--scope", "team");
        var plain = (await _sandbox.RunAsync("recall", "who has a bicycle?", "--scope", "team")).ShouldSucceed();
        var lines = plain.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("score\tentity\trelation\tvalue\tread as\tsource\tid", lines[0]);
        Assert.Matches(@"^0\.\d{3}\tuser:ada\tmemory:hobby\tcollects\\told bicycles\tcontent\tagent:admin\t", Assert.Single(lines[1..]));
        Assert.Matches(@"^1 fact, \d+ of 4000 tokens\.", plain.Errors);
        var why = (await _sandbox.RunAsync("recall", "who has a bicycle?", "--scope", "team", "--why")).ShouldSucceed();
        Assert.Contains("\tshares words with the question\n", why.Output, StringComparison.Ordinal);
        var json = await _sandbox.JsonAsync("recall", "bicycle", "--scope", "team", "--limit", "3", "--depth", "1", "--no-neighbors");
        Assert.Equal("user:ada", json.GetProperty("facts")[0].GetProperty("fact").GetProperty("entity").GetString());
        Assert.Equal(1, json.GetProperty("total_scored").GetInt32());
    }

    [Fact]
    public async Task Nothing_found_is_no_failure_and_a_small_budget_is_told()
    {
        var nothing = (await _sandbox.RunAsync("recall", "zeppelin", "--scope", "public")).ShouldSucceed();
        Assert.Equal(("", "No facts match.\n"), (nothing.Output, nothing.Errors));
        await _sandbox.JsonAsync("fact", "assert", "user:eve", "memory:ship", "--value", "sails a very large zeppelin of many words", "--scope", "public");
        Assert.Contains("--budget", (await _sandbox.RunAsync("recall", "zeppelin", "--scope", "public", "--budget", "2")).ShouldSucceed().Errors, StringComparison.Ordinal);
        Assert.Empty((await _sandbox.JsonAsync("recall", "zeppelin", "--scope", "public", "--min-confidence", "1", "--budget", "2")).GetProperty("facts").EnumerateArray());
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told()
    {
        (await _sandbox.RunAsync("recall")).ShouldFail(2, "usage");
        (await _sandbox.RunAsync("recall", "x", "--scope", "galaxy")).ShouldFail(2, "usage");
        (await _sandbox.RunAsync("recall", "x", "--depth", "4")).ShouldFail(1, "validation_failed");
        (await _sandbox.RunAsync("recall", "x", "--api-key", "no-key-of-this-node")).ShouldFail(1, "invalid_credentials");
    }
}
