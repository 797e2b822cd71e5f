using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Mcp;
using Stigmem.Mcp.Calls;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp doctor</c>: node, key and editors at once.</summary>
internal static class McpDoctor
{
    public static Command Create() => Define.Local("doctor", "Checks the node, the key and the editors' files.", [McpOptions.Url, McpOptions.ApiKey], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var (url, key, certificate) = McpOptions.Target(call);
        await using var connection = NodeConnection.To(url, key, certificate);
        var state = await new NodePort(connection.Http, key, looksAtKey: false).LookAtKeyAsync(call.Cancellation);
        var editors = McpDetect.States();
        // An admin's key is what install wants; only a server must not have it.
        var isWell = state is KeyState.Fine or KeyState.Admin && editors.All(editor => editor.Problem is null);
        var report = new McpReport { Status = isWell ? "ok" : "attention", Url = url, Key = state.ToString().ToLowerInvariant(), Editors = editors };
        call.Output.Show(report, shown =>
        {
            call.Output.Fields(("status", shown.Status), ("node", shown.Url), ("key", shown.Key));
            McpDetect.Show(call, shown.Editors, "none");
        });
        return isWell ? ExitCodes.Ok : ExitCodes.Failure;
    }
}
