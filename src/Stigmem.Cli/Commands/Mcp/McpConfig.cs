using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Mcp;
using Stigmem.Mcp.Connectors;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp config</c>: the entry for an editor, to add by hand.</summary>
internal static class McpConfig
{
    private static readonly Argument<string?> Editor = new("editor") { Description = $"One of {McpOptions.Names}.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> List = new("--list") { Description = "Lists the editors." };

    public static Command Create() => Define.Local(
        "config", "Prints what an editor's file needs, or the editors.", [Editor, List, McpOptions.Url, McpOptions.ApiKey], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        if (call.Get(List) || call.Arguments.GetValue(Editor) is not { } name)
        {
            call.Output.Show(KnownEditors.All, all => call.Output.Table(
                ["editor", "label", "validation", "file"], all.Select(editor => (IReadOnlyList<string?>)[editor.Editor, editor.Label, editor.ValidationTier, editor.ConfigPath]), "none"));
            return ExitCodes.Ok;
        }
        var file = EditorFile.Of(name);
        var (url, _, _) = McpOptions.Target(call);
        // A key of the environment may be an admin's; only one that was given for this is printed.
        call.Output.Verbatim(file.Show(ServerEntry.Of(url, call.Get(McpOptions.ApiKey) ?? "<key>")).TrimEnd());
        return ExitCodes.Ok;
    }
}
