using System.CommandLine;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> EveryCommand => [.. Leaves(CommandTree.Create(), "").Select(leaf => leaf.Path)];

    [Fact]
    public async Task Without_arguments_it_prints_help()
    {
        var result = await _sandbox.RunAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Contains("snapshot", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_the_products() =>
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", (await _sandbox.RunAsync("--version")).ShouldSucceed().Output);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("fact")]
    [InlineData("fact", "get")]
    [InlineData("fact", "get", "a", "b")]
    [InlineData("fact", "query", "--scope", "galaxy")]
    [InlineData("fact", "query", "--nonsense")]
    [InlineData("fact", "assert", "a", "r")]
    [InlineData("garden", "set-role", "lab", "user:bob")]
    [InlineData("import")]
    [InlineData("snapshot", "restore")]
    [InlineData("completion", "powershell")]
    public async Task What_is_not_understood_is_exit_code_2(params string[] arguments) =>
        (await _sandbox.RunAsync(arguments)).ShouldFail(2, "usage", "--help");

    [Theory]
    [InlineData("fact", "query", "--db", "x.db", "--url", "http://localhost:1")]
    [InlineData("fact", "query", "--as", "agent:x")]
    [InlineData("fact", "query", "--url", "not a url")]
    [InlineData("fact", "query", "--api-key", "with space")]
    [InlineData("fact", "query", "--after", "yesterday")]
    public async Task What_cannot_be_meant_is_exit_code_2(params string[] arguments) =>
        (await _sandbox.RunAsync(arguments)).ShouldFail(2, "usage");

    [Fact]
    public async Task A_node_that_is_not_there_is_told_with_a_cure() =>
        (await _sandbox.RunAsync("fact", "query", "--url", "http://127.0.0.1:1")).ShouldFail(1, "unreachable", "stigmem node");

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        (await _sandbox.RunAsync("fact", "query", "--db", "missing.db")).ShouldFail(1, "no_database");
        Assert.Empty(Directory.GetFiles(_sandbox.Folder));
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void Every_command_and_option_says_what_it_is(string path)
    {
        var command = Leaves(CommandTree.Create(), "").Single(leaf => leaf.Path == path).Command;
        Assert.False(string.IsNullOrEmpty(command.Description));
        Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), argument.Name));
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete -c stigmem")]
    public async Task Completion_is_a_script(string shell, string part)
    {
        Assert.Contains(part, (await _sandbox.RunAsync("completion", shell)).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(shell, (await _sandbox.JsonAsync("completion", shell)).GetProperty("shell").GetString());
    }

    [Fact]
    public async Task The_program_completes_for_the_script()
    {
        var result = (await _sandbox.RunAsync("[suggest:14]", "stigmem fact qu")).ShouldSucceed();
        Assert.Contains("query", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _sandbox.Dispose();

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path)
    {
        if (command.Subcommands.Count == 0)
            return [(path, command)];
        return command.Subcommands.SelectMany(child => Leaves(child, $"{path} {child.Name}".Trim()));
    }
}
