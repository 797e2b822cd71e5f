using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Stigmem.Cli.Failures;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Serving;

/// <summary><c>stigmem node</c>.</summary>
internal static class NodeCommand
{
    private static readonly Option<string?> Host = new("--host") { Description = "Address to bind. Default: STIGMEM_HOST.", HelpName = "address" };
    private static readonly Option<int?> Port = new("--port") { Description = "Port to bind, 0 for a free one. Default: STIGMEM_PORT, else 8765.", HelpName = "port" };

    public static Command Create() => Define.Local(
        "node", "Serves a node until it is told to stop. Settings are STIGMEM_* variables and a .env file.",
        [SharedOptions.LocalDatabase, Host, Port], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var settings = NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory, CommandLineSettings(call)));
        await using var app = NodeHost.Build(settings, configure: LogToErrors);
        try
        {
            await app.StartAsync(call.Cancellation);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailure(e.Message, "address_in_use", "Another program uses the port: stop it, or choose another with STIGMEM_PORT or --port.");
        }
        Announce(call, app, settings);
        await app.WaitForShutdownAsync(call.Cancellation);
        return ExitCodes.Ok;
    }

    /// <summary>stdout carries one line, the address; what happens afterwards is for the log.</summary>
    private static void LogToErrors(IServiceCollection services) =>
        services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);

    private static void Announce(CommandCall call, WebApplication app, NodeSettings settings)
    {
        var ready = new NodeReady(app.Urls.First(), settings.Storage.Store.FilePath, Environment.ProcessId);
        call.Output.Show(ready, node => call.Output.Line($"stigmem node listens on {node.Url}, store {node.Database}"));
        call.Output.Results.Flush();
    }

    private static IEnumerable<KeyValuePair<string, string>> CommandLineSettings(CommandCall call)
    {
        if (call.Get(SharedOptions.LocalDatabase) is { } database)
            yield return KeyValuePair.Create("STIGMEM_DB_PATH", database);
        if (call.Get(Host) is { } host)
            yield return KeyValuePair.Create("STIGMEM_HOST", host);
        if (call.Get(Port) is { } port)
            yield return KeyValuePair.Create("STIGMEM_PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
