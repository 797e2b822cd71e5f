using Stigmem.Cli.Tests.Running;

namespace Stigmem.Mcp.Tests;

/// <summary>The commands that set editors up, on files of people who have other servers and comments in them.</summary>
public sealed class InstallTests(NodeSandbox node) : IClassFixture<NodeSandbox>, IDisposable
{
    private readonly Sandbox _home = AtHome(node);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Shows_what_it_would_do_and_changes_nothing()
    {
        _home.Write(".cursor/mcp.json", "{}");
        var result = (await _home.RunAsync("mcp", "install", "cursor")).ShouldSucceed();
        Assert.Equal("{}", File.ReadAllText(_home.File(".cursor/mcp.json")));
        Assert.Contains("\"stigmem\"", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Node.AdminKey!, result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_an_entry_with_a_key_that_reads_and_writes_and_works()
    {
        var done = await _home.JsonAsync("mcp", "install", "gemini-cli", "--write");
        Assert.True(done.GetProperty("written").GetBoolean());
        var written = File.ReadAllText(_home.File(".gemini/settings.json"));
        Assert.DoesNotContain(node.Node.AdminKey!, written, StringComparison.Ordinal);
        var smoke = await _home.JsonAsync("mcp", "smoke", "gemini-cli");
        Assert.Contains(smoke.GetProperty("tools").EnumerateArray(), tool => tool.GetString() == "recall");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_home.File(".gemini/settings.json")));
        (await _home.RunAsync("mcp", "install", "gemini-cli", "--write")).ShouldFail(1, "already_installed", "--force");
    }

    [Fact]
    public async Task Keeps_comments_and_other_servers_of_json_with_comments()
    {
        const string before = """
            // mine
            {
              "theme": "dark", // stays
              "context_servers": {
                /* the other */
                "other": { "command": "other", },
              },
            }
            """;
        _home.Write(".config/zed/settings.json", before);
        var done = await _home.JsonAsync("mcp", "install", "zed", "--write");
        var after = File.ReadAllText(_home.File(".config/zed/settings.json"));
        const string opening = "\"context_servers\": {";
        var at = before.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        Assert.StartsWith(before[..at], after, StringComparison.Ordinal);
        Assert.EndsWith(before[at..], after, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(done.GetProperty("backup").GetString()!));
        await _home.JsonAsync("mcp", "smoke", "zed");
        (await _home.RunAsync("mcp", "install", "zed", "--write", "--force")).ShouldSucceed();
        Assert.EndsWith(before[at..], File.ReadAllText(_home.File(".config/zed/settings.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_comments_and_other_tables_of_toml()
    {
        const string before = "# mine\nmodel = \"x\"\n\n[mcp_servers.other] # the other\ncommand = \"other\"\nnote = '''\n[mcp_servers.stigmem]\n'''\n";
        _home.Write(".codex/config.toml", before);
        await _home.JsonAsync("mcp", "install", "codex-cli", "--write");
        Assert.StartsWith(before, File.ReadAllText(_home.File(".codex/config.toml")), StringComparison.Ordinal);
        await _home.JsonAsync("mcp", "smoke", "codex-cli");
        File.AppendAllText(_home.File(".codex/config.toml"), "\n# last\n[profiles.x]\nmodel = \"y\"\n");
        (await _home.RunAsync("mcp", "install", "codex-cli", "--write", "--force")).ShouldSucceed();
        var after = File.ReadAllText(_home.File(".codex/config.toml"));
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.Contains("\n# last\n[profiles.x]\nmodel = \"y\"\n", after, StringComparison.Ordinal);
        Assert.Single(after.Split("[mcp_servers.stigmem.env]").Skip(1));
    }

    [Fact]
    public async Task Leaves_a_file_that_it_does_not_understand()
    {
        _home.Write(".cursor/mcp.json", "{ broken");
        (await _home.RunAsync("mcp", "install", "cursor", "--write")).ShouldFail(1, "editor_file", "mcp config cursor");
        Assert.Equal("{ broken", File.ReadAllText(_home.File(".cursor/mcp.json")));
    }

    [Fact]
    public async Task Tells_which_editors_are_here_and_have_the_server()
    {
        _home.Write(".cursor/mcp.json", """{"mcpServers":{"stigmem":{"command":"/nowhere/stigmem"}}}""");
        var status = await _home.JsonAsync("mcp", "status");
        Assert.Equal(["codex-cli", "claude-code", "gemini-cli", "continue-dev", "cursor", "zed"], status.EnumerateArray().Select(state => state.GetProperty("editor").GetString()!));
        var found = Assert.Single((await _home.JsonAsync("mcp", "detect")).EnumerateArray());
        Assert.True(found.GetProperty("installed").GetBoolean());
        Assert.Equal("/nowhere/stigmem is not there", found.GetProperty("problem").GetString());
        Assert.Equal(1, (await _home.RunAsync("mcp", "doctor")).ExitCode);
    }

    [Fact]
    public async Task A_server_refuses_to_start_with_an_admin_key() =>
        (await _home.RunWithInputAsync("", "mcp")).ShouldFail(1, "mcp_admin_key_refused", "keys create");

    /// <summary>A home folder of its own, and the node's admin in it.</summary>
    private static Sandbox AtHome(NodeSandbox node)
    {
        var home = new Sandbox();
        foreach (var (name, value) in node.Sandbox.Variables)
            home.Variables[name] = value;
        home.Variables["HOME"] = home.Folder;
        return home;
    }
}
