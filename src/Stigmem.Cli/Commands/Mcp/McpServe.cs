using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Mcp;
using Stigmem.Mcp;
using Stigmem.Mcp.Calls;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp</c>: the tools for a model on stdin and stdout; nothing else is ever written to stdout.</summary>
internal static class McpServe
{
    public static Command Create()
    {
        var command = new Command("mcp", "Serves the tools for a model on stdin and stdout, and sets editors up to use them.");
        command.Options.Add(SharedOptions.Url);
        command.Options.Add(SharedOptions.ApiKey);
        command.SetAction((parsed, cancellation) => RunAsync(new CommandCall(parsed, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandCall call)
    {
        var source = SettingsSource.FromEnvironment(Environment.CurrentDirectory);
        await using var connection = NodeConnection.ToRunning(call, source);
        var node = new NodePort(connection.Http, connection.Key, looksAtKey: true);
        await CheckKeyAsync(call, node);
        using var loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        var settings = Settings(source);
        var server = new FabricServer(node, settings.Terms, NodeVersion.Text, Guid.CreateVersion7, loggers.CreateLogger<FabricServer>());
        await AnswerAsync(server, settings.DrainPatience, call.Cancellation);
        return ExitCodes.Ok;
    }

    /// <summary>Answers what is asked until the input ends, and then what is still open, as long as patience lasts.</summary>
    private static async Task AnswerAsync(FabricServer server, TimeSpan patience, CancellationToken cancellation)
    {
        await using var transport = StdioTransport.Open();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var serving = server.RunAsync(transport, over.Token);
        await Task.WhenAny(serving, transport.MessageReader.Completion);
        over.CancelAfter(patience);
        await serving;
        if (over.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new CommandFailure(
                $"the node did not answer everything within {patience.TotalSeconds:0} seconds of the end of the input", "mcp_unanswered",
                "What was asked may have been done. Set STIGMEM_MCP_DRAIN_SECONDS higher when the node needs longer.");
        }
    }

    /// <summary>A node that is away may come back; a key that must not be used will not get better.</summary>
    private static async Task CheckKeyAsync(CommandCall call, NodePort node)
    {
        switch (await node.LookAtKeyAsync(call.Cancellation))
        {
            case KeyState.Admin:
                throw new CommandFailure(
                    NodePort.AdminRefusal, "mcp_admin_key_refused", "Make one for the model: 'stigmem keys create agent:NAME', or let 'stigmem mcp install EDITOR' do it.");
            case KeyState.Refused:
                throw new CommandFailure("the node does not accept the key", "invalid_credentials", "Set STIGMEM_API_KEY to a live key that reads and writes.");
            case KeyState.Unknown:
                call.Output.Note("the node does not answer yet; tools will try again");
                break;
            default:
                break;
        }
    }

    private static McpSettings Settings(SettingsSource source)
    {
        var reader = new SettingsReader(source);
        var settings = McpSettings.Read(reader);
        if (reader.Problems.Count > 0)
            throw new SettingsException(reader.Problems);
        return source.TryGet("STIGMEM_SESSION_ID", out var session, out _) && session.Trim().Length > 0
            ? settings with { Terms = settings.Terms with { SessionId = session.Trim() } }
            : settings;
    }
}
