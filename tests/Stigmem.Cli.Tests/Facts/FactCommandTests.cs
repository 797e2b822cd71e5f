using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Facts;

public sealed class FactCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Theory]
    [InlineData("Oslo", null, "string", "\"Oslo\"")]
    [InlineData("42", null, "string", "\"42\"")]
    [InlineData("42", "number", "number", "42.0")]
    [InlineData("true", null, "boolean", "true")]
    [InlineData("true", "string", "string", "\"true\"")]
    [InlineData("two\nlines", null, "text", "\"two\\nlines\"")]
    [InlineData("stigmem://a.example/user/bob", null, "ref", "\"stigmem://a.example/user/bob\"")]
    [InlineData("2026-05-02", "datetime", "datetime", "\"2026-05-02\"")]
    public async Task A_value_has_the_type_that_is_given_or_safely_guessed(string value, string? type, string expectedType, string expected)
    {
        string[] typed = type is null ? [] : ["--type", type];
        var fact = await _sandbox.JsonAsync(["fact", "assert", "user:types", "memory:v", "--value", value, .. typed]);
        Assert.Equal(expectedType, fact.GetProperty("value").GetProperty("type").GetString());
        Assert.Equal(expected, fact.GetProperty("value").GetProperty("v").GetRawText());
    }

    [Fact]
    public async Task A_value_is_read_from_the_standard_input()
    {
        var result = (await _sandbox.RunWithInputAsync("from the pipe\n", "fact", "assert", "user:pipe", "memory:v", "--value", "-", "--json")).ShouldSucceed();
        Assert.Equal("from the pipe", result.Json.GetProperty("value").GetProperty("v").GetString());
    }

    [Theory]
    [InlineData("abc", "number")]
    [InlineData("NaN", "number")]
    [InlineData("perhaps", "boolean")]
    public async Task A_value_that_is_none_of_its_type_is_exit_code_2(string value, string type) =>
        (await _sandbox.RunAsync("fact", "assert", "user:a", "memory:v", "--value", value, "--type", type)).ShouldFail(2, "usage");

    [Fact]
    public async Task A_fact_is_written_read_listed_and_taken_back()
    {
        var fact = await _sandbox.JsonAsync("fact", "assert", "user:circle", "memory:city", "--value", "Oslo", "--source", "user:me", "--scope", "team", "--confidence", "0.8");
        var id = fact.GetProperty("id").GetString()!;
        Assert.Equal("Oslo\n", (await _sandbox.RunAsync("fact", "get", id, "--value-only")).ShouldSucceed().Output);
        Assert.Contains("user:circle", (await _sandbox.RunAsync("fact", "get", fact.GetProperty("cid").GetString()!)).ShouldSucceed().Output, StringComparison.Ordinal);
        var page = await _sandbox.JsonAsync("fact", "query", "--entity", "user:circle", "--scope", "team", "--source", "user:me", "--min-confidence", "0.5");
        Assert.Equal(id, page.GetProperty("facts")[0].GetProperty("id").GetString());
        var retraction = await _sandbox.JsonAsync("fact", "retract", id);
        Assert.Equal(0, retraction.GetProperty("confidence").GetDouble());
        Assert.DoesNotContain(id, (await _sandbox.RunAsync("fact", "query", "--entity", "user:circle")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_read_with_all()
    {
        var lines = Enumerable.Range(0, 7).Select(i => $"{{\"entity\":\"user:page{i}\",\"relation\":\"memory:page\",\"value\":{{\"type\":\"number\",\"v\":{i}}}}}");
        (await _sandbox.RunAsync("import", _sandbox.Write("pages.jsonl", string.Join('\n', lines)))).ShouldSucceed();
        var result = (await _sandbox.RunAsync("fact", "query", "--relation", "memory:page", "--limit", "3", "--all", "--json")).ShouldSucceed();
        var facts = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, facts.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Distinct().Count());
        var counted = await _sandbox.JsonAsync("fact", "query", "--relation", "memory:page", "--limit", "3", "--total");
        Assert.Equal((3, 7), (counted.GetProperty("facts").GetArrayLength(), counted.GetProperty("total_matches").GetInt64()));
        Assert.Contains("7 facts match.", (await _sandbox.RunAsync("fact", "query", "--relation", "memory:page", "--limit", "3", "--total")).Errors, StringComparison.Ordinal);
        Assert.Contains("--cursor", (await _sandbox.RunAsync("fact", "query", "--relation", "memory:page", "--limit", "3")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_is_listed_and_settled_by_a_winner_or_a_value()
    {
        var first = await _sandbox.JsonAsync("fact", "assert", "user:torn", "memory:city", "--value", "Oslo", "--source", "user:a");
        await _sandbox.JsonAsync("fact", "assert", "user:torn", "memory:city", "--value", "Rome", "--source", "user:b");
        var conflict = Torn(await _sandbox.JsonAsync("fact", "conflicts"));
        (await _sandbox.RunAsync("fact", "resolve", conflict)).ShouldFail(2, "usage");
        var resolution = await _sandbox.JsonAsync("fact", "resolve", conflict, "--winner", first.GetProperty("id").GetString()!, "--note", "asked them");
        Assert.Equal("resolved", resolution.GetProperty("conflict_status").GetString());
        (await _sandbox.RunAsync("fact", "resolve", conflict, "--value", "Bergen")).ShouldFail(1, "conflict");
        Assert.Contains(conflict, (await _sandbox.RunAsync("fact", "conflicts", "--status", "resolved")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_there_is_not_is_exit_code_1()
    {
        (await _sandbox.RunAsync("fact", "get", Guid.CreateVersion7().ToString())).ShouldFail(1, "not_found");
        (await _sandbox.RunAsync("fact", "query", "--api-key", "a-key-that-nobody-has-registered")).ShouldFail(1, "invalid_credentials", "--api-key");
    }

    [Fact]
    public async Task Control_characters_of_a_fact_do_not_reach_the_terminal()
    {
        await _sandbox.JsonAsync("fact", "assert", "user:esc", "memory:v", "--value", "red \u001b[31m\u202etxt", "--source", "user:x");
        var shown = (await _sandbox.RunAsync("fact", "query", "--entity", "user:esc")).ShouldSucceed().Output;
        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202e', shown);
    }

    [Fact]
    public async Task A_fact_is_signed_with_a_registered_key()
    {
        await _sandbox.JsonAsync("agent-keys", "generate", "sign.seed");
        var key = await _sandbox.JsonAsync("agent-keys", "register", "sign.seed");
        var id = key.GetProperty("id").GetString()!;
        var fact = await _sandbox.JsonAsync("fact", "assert", "user:signed", "memory:v", "--value", "x", "--sign-with", "sign.seed", "--key-id", id);
        Assert.Equal(id, fact.GetProperty("attested_key_id").GetString());
        (await _sandbox.RunAsync("fact", "assert", "user:signed", "memory:v", "--value", "y", "--sign-with", "sign.seed")).ShouldFail(2, "usage");
    }

    private static string Torn(JsonElement page) => page.GetProperty("conflicts").EnumerateArray()
        .Single(conflict => conflict.GetProperty("fact_a").GetProperty("entity").GetString() == "user:torn").GetProperty("conflict_id").GetString()!;
}
