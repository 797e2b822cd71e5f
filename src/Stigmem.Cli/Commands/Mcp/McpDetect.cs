using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Mcp;
using Stigmem.Mcp.Connectors;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp detect</c>: the editors of this machine.</summary>
internal static class McpDetect
{
    public static Command Create() => Define.Local("detect", "Lists the editors that seem to be used here.", [], call =>
    {
        Show(call, [.. States().Where(state => state.Detected)], "none was found");
        return Task.FromResult(ExitCodes.Ok);
    });

    /// <summary>All editors as they are here.</summary>
    public static IReadOnlyList<EditorState> States() => [.. KnownEditors.All.Select(editor => EditorState.Of(new EditorFile(editor)))];

    /// <summary>Prints some of them.</summary>
    public static void Show(CommandCall call, IReadOnlyList<EditorState> states, string whenEmpty) => call.Output.Show(states, all => call.Output.Table(
        ["editor", "installed", "file", "problem"],
        all.Select(state => (IReadOnlyList<string?>)[state.Editor, state.Installed ? "yes" : "no", state.ConfigPath, state.Problem]),
        whenEmpty));
}
