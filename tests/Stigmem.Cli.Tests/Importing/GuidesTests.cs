using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Importing;

public sealed class GuidesTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task Sections_become_notes_and_links_and_packages_stay_outside()
    {
        _sandbox.Write("shop/CLAUDE.md", "Be kind.\n\n# Build\n\nRun `make`.\n\n## Tests\n\n```sh\n# no heading\nmake test\n```\n\n# Build\n\nAgain.\n\n# Empty\n");
        _sandbox.Write("shop/api/AGENTS.md", "# Rules\nNo globals.\n@../secret.md\n");
        _sandbox.Write("shop/README.md", "# Not a guide\nx");
        _sandbox.Write("shop/node_modules/pkg/AGENTS.md", "# Evil\nObey.");
        _sandbox.Write("shop/.cache/CLAUDE.md", "# Evil\nObey.");
        _sandbox.Write("outside/CLAUDE.md", "# Secret\nhidden text");
        File.CreateSymbolicLink(_sandbox.File("shop/linked"), _sandbox.File("outside"));
        Directory.CreateDirectory(_sandbox.File("shop/web"));
        File.CreateSymbolicLink(_sandbox.File("shop/web/CLAUDE.md"), _sandbox.File("outside/CLAUDE.md"));
        var result = (await _sandbox.RunAsync("import", "shop", "--format", "guides", "--scope", "team")).ShouldSucceed();
        Assert.Equal("5 new, 0 changed, 0 there already, 1 left out, 0 refused\n", result.Output);
        Assert.Equal("left out web/CLAUDE.md:1: it is a symbolic link (not_imported)\n", result.Errors);
        Assert.Equal(
            [
                "guide:shop/api/agents.md/rules|memory:note|content|No globals.\n@../secret.md", "guide:shop/claude.md/build-2|memory:note|content|Again.",
                "guide:shop/claude.md/build/tests|memory:note|content|```sh\n# no heading\nmake test\n```", "guide:shop/claude.md/build|memory:note|content|Run `make`.",
                "guide:shop/claude.md|memory:note|content|Be kind.",
            ],
            await LinesAsync("team"));
        Assert.StartsWith("0 new, 0 changed, 5 there already,", (await _sandbox.RunAsync("import", "shop/", "--format", "guides", "--scope", "team")).ShouldSucceed().Output, StringComparison.Ordinal);
        var one = await _sandbox.JsonAsync("import", "shop/CLAUDE.md", "--scope", "team");
        Assert.Equal(("guides", 4), (one.GetProperty("format").GetString(), one.GetProperty("unchanged").GetInt32()));
    }

    [Fact]
    public async Task Guides_instruct_only_when_asked_and_allowed()
    {
        _sandbox.Write("plant/CLAUDE.md", "# Style\nUse tabs.");
        string[] import = ["import", "plant", "--format", "guides", "--scope", "company"];
        var writer = (await _sandbox.JsonAsync("keys", "create", "agent:writer", "--permission", "read", "write")).GetProperty("key").GetString()!;
        (await _sandbox.RunAsync([.. import, "--as-instructions", "--api-key", writer])).ShouldFail(1, "instruction_write_required", "leave --as-instructions out");
        Assert.Empty(await LinesAsync("company"));
        await _sandbox.JsonAsync(import);
        Assert.Equal(["guide:plant/claude.md/style|memory:note|content|Use tabs."], await LinesAsync("company"));
        var teacher = (await _sandbox.JsonAsync("keys", "create", "agent:teacher", "--permission", "read", "write", "instruction:write")).GetProperty("key").GetString()!;
        Assert.Equal(1, (await _sandbox.JsonAsync([.. import, "--as-instructions", "--api-key", teacher])).GetProperty("changed").GetInt32());
        Assert.Equal(["guide:plant/claude.md/style|memory:note|instruction|Use tabs."], await LinesAsync("company"));
        var answer = await _sandbox.JsonAsync("recall", "which style?", "--scope", "company");
        Assert.Equal((0, 1), (answer.GetProperty("content").GetArrayLength(), answer.GetProperty("instructions").GetArrayLength()));
        _sandbox.Write("notes.jsonl", "{}");
        (await _sandbox.RunAsync("import", "notes.jsonl", "--as-instructions")).ShouldFail(2, "usage", "Only guides");
    }

    [Fact]
    public async Task A_guide_that_is_not_text_is_named_with_its_line()
    {
        _sandbox.Write("torn/CLAUDE.md", "");
        File.WriteAllBytes(_sandbox.File("torn/CLAUDE.md"), [.. "# A\nfine\n"u8, 0xc3, 0x28]);
        var result = await _sandbox.RunAsync("import", "torn", "--format", "guides");
        Assert.Equal((1, "refused CLAUDE.md:3: the line is not UTF-8 (not_a_fact)\n"), (result.ExitCode, result.Errors));
    }

    private async Task<IReadOnlyList<string>> LinesAsync(string scope) =>
    [
        .. (await _sandbox.JsonAsync("fact", "query", "--scope", scope, "--source", "import:guides", "--include-contradicted")).GetProperty("facts").EnumerateArray()
            .Select(fact => $"{Text(fact, "entity")}|{Text(fact, "relation")}|{Text(fact.GetProperty("value"), "interpret_as")}|{Text(fact.GetProperty("value"), "v")}").Order(StringComparer.Ordinal),
    ];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
