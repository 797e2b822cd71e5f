using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Importing;

public sealed class LettaTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task The_blocks_of_an_agent_become_facts_and_follow_their_changes()
    {
        _sandbox.Write("scout.af", Agent("Likes tea."));
        var first = (await _sandbox.RunAsync("import", "scout.af", "--scope", "team")).ShouldSucceed();
        Assert.Equal("3 new, 0 changed, 0 there already, 2 left out, 0 refused\n", first.Output);
        Assert.Equal("left out line 6: the memory block empty is empty (not_imported)\nleft out line 8: 2 messages are no memory blocks (not_imported)\n", first.Errors);
        Assert.Equal(
            ["letta:the-scout|letta:human/description|What is known of the human.", "letta:the-scout|letta:human|Likes tea.", "letta:the-scout|letta:persona|I scout."],
            await LinesAsync("team"));
        _sandbox.Write("scout.af", Agent("Likes coffee."));
        Assert.StartsWith("0 new, 1 changed, 2 there already,", (await _sandbox.RunAsync("import", "scout.af", "--scope", "team")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("letta:the-scout|letta:human|Likes coffee.", await LinesAsync("team"));
        Assert.Empty((await _sandbox.JsonAsync("fact", "conflicts")).GetProperty("conflicts").EnumerateArray());
    }

    [Fact]
    public async Task A_shared_block_belongs_to_each_agent_that_names_it()
    {
        _sandbox.Write(
            "crew.af",
            """
            {
              "agents": [
                {"id": "agent-0", "name": "One", "block_ids": ["block-0", "block-1"], "messages": [{"role": "user"}]},
                {"id": "agent-1", "name": "Two", "block_ids": ["block-0"], "messages": []}
              ],
              "blocks": [
                {"id": "block-0", "label": "house", "value": "Red.", "limit": 5000},
                {"id": "block-1", "label": "desk", "value": "Oak."},
                {"id": "block-2", "label": "spare", "value": "Nobody's."},
                {"id": "block-3", "value": "no label"},
                {"id": "block-4", "label": "odd", "value": 7}
              ],
              "tools": []
            }
            """);
        var result = await _sandbox.RunAsync("import", "crew.af", "--scope", "company");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "refused line 10: a memory block has no label (not_a_fact)\nrefused line 11: the memory block odd has no text as its value (not_a_fact)\n"
            + "left out line 3: 1 messages are no memory blocks (not_imported)\n",
            result.Errors);
        Assert.Equal(["letta:crew|letta:spare|Nobody's.", "letta:one|letta:desk|Oak.", "letta:one|letta:house|Red.", "letta:two|letta:house|Red."], await LinesAsync("company"));
    }

    [Theory]
    [InlineData("{\n\"name\": \"x\",\n\"core_memory\": [,]\n}", "refused line 3: not JSON (not_a_fact)")]
    [InlineData("[]", "refused line 1: not a JSON object (not_a_fact)")]
    [InlineData("""{"name":"x"}""", "refused line 1: no agent file: it has neither core_memory nor agents nor blocks (not_a_fact)")]
    [InlineData("", "refused line 1: not JSON (not_a_fact)")]
    [InlineData("{\"core_memory\": [", "refused line 1: not JSON (not_a_fact)")]
    public async Task What_is_no_agent_file_is_told(string text, string expected)
    {
        _sandbox.Write("bad.af", text);
        var result = await _sandbox.RunAsync("import", "bad.af");
        Assert.Equal((1, expected + "\n"), (result.ExitCode, result.Errors));
    }

    private static string Agent(string human) =>
        $$"""
        {
          "name": "The Scout",
          "core_memory": [
            {"label": "persona", "value": "I scout.", "limit": 5000},
            {"label": "human", "value": "{{human}}", "description": "What is known of the human.", "limit": 5000},
            {"label": "empty", "value": " "}
          ],
          "messages": [{"role": "user"}, {"role": "assistant"}],
          "tools": [],
          "version": "0.7.1"
        }
        """;

    private async Task<IReadOnlyList<string>> LinesAsync(string scope) =>
    [
        .. (await _sandbox.JsonAsync("fact", "query", "--scope", scope, "--source", "import:letta")).GetProperty("facts").EnumerateArray()
            .Select(fact => $"{Text(fact, "entity")}|{Text(fact, "relation")}|{Text(fact.GetProperty("value"), "v")}").Order(StringComparer.Ordinal),
    ];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
