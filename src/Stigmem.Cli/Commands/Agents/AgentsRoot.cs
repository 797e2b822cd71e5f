using System.CommandLine;

namespace Stigmem.Cli.Commands.Agents;

/// <summary>Which folder the agents are in.</summary>
internal static class AgentsRoot
{
    private const string Usual = "~/docs/agents";

    /// <summary>The option of every command about agents.</summary>
    public static readonly Option<string?> Option = new("--agents-root")
    {
        Description = $"The folder of all agents. Else ATOMIC_AGENTS_ROOT, else {Usual}.",
        HelpName = "folder",
    };

    /// <summary>The name of an agent.</summary>
    public static readonly Argument<string> Name = new("agent") { Description = "The agent: the name of its folder." };

    /// <summary>The folder.</summary>
    public static string Of(CommandCall call)
    {
        var named = call.Get(Option) ?? Environment.GetEnvironmentVariable("ATOMIC_AGENTS_ROOT");
        var path = string.IsNullOrEmpty(named) ? Usual : named;
        return Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..] : path);
    }
}
