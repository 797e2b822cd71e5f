using System.CommandLine;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Mcp;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp smoke</c>: starts the server as an editor would, and calls a tool.</summary>
internal static class McpSmoke
{
    public static Command Create() => Define.Local("smoke", "Starts the server as the editor's file says, and calls a tool.", [McpOptions.Editor], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var file = EditorFile.Of(call.Get(McpOptions.Editor));
        var entry = file.Find() ?? throw new CommandFailure(
            $"{file.FilePath} has no entry for {ServerEntry.Name}", "not_installed", $"'stigmem mcp install {file.Editor.Editor} --write' adds it.");
        try
        {
            var result = await TryAsync(file.Editor.Editor, entry, call.Cancellation);
            call.Output.Show(result, shown => call.Output.Fields(
                ("server", shown.Server), ("tools", string.Join(", ", shown.Tools)), ("memory_health", shown.Health)));
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is McpException or IOException or System.ComponentModel.Win32Exception or TimeoutException)
        {
            throw new CommandFailure($"the server does not work: {e.Message.ReplaceLineEndings(" ")}", "smoke_failed", $"Run it by hand: {entry}");
        }
    }

    private static async Task<SmokeResult> TryAsync(string editor, ServerEntry entry, CancellationToken cancellation)
    {
        await using var client = await McpClient.CreateAsync(
            new StdioClientTransport(new StdioClientTransportOptions
            {
                Command = entry.Command,
                Arguments = [.. entry.Arguments],
                EnvironmentVariables = entry.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
            }),
            cancellationToken: cancellation);
        var tools = await client.ListToolsAsync(cancellationToken: cancellation);
        var health = await client.CallToolAsync("memory_health", cancellationToken: cancellation);
        if (health.IsError == true)
            throw new McpException(health.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text ?? "memory_health failed");
        return new SmokeResult
        {
            Editor = editor,
            Server = $"{client.ServerInfo?.Name} {client.ServerInfo?.Version}",
            Tools = [.. tools.Select(tool => tool.Name)],
            Health = health.StructuredContent is { } answer ? answer.GetProperty("status").GetString()! : "unknown",
        };
    }
}
