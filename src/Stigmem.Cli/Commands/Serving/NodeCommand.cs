using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Stigmem.Cli.Failures;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Serving;

/// <summary><c>stigmem node</c>.</summary>
internal static class NodeCommand
{
    private static readonly Option<string?> Host = new("--host") { Description = "Address to bind. Default: STIGMEM_HOST.", HelpName = "address" };
    private static readonly Option<int?> Port = new("--port") { Description = "Port to bind, 0 for a free one. Default: STIGMEM_PORT, else 8765.", HelpName = "port" };

    private static readonly Option<bool> Try = new("--try")
    {
        Description = "A node to try: 127.0.0.1 and no quotas unless set otherwise; makes an admin key if none is alive and prints it, once.",
    };

    public static Command Create() => Define.Local(
        "node", "Serves a node until it is told to stop. Settings are STIGMEM_* variables and a .env file.",
        [SharedOptions.LocalDatabase, Host, Port, Try], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var settings = NodeSettings.Read(SettingsSource.FromEnvironment(
            Environment.CurrentDirectory, CommandLineSettings(call), call.Get(Try) ? Trial.Settings : []));
        var serves = false;
        await using var app = NodeHost.Build(settings, configure: services => LogToErrors(services, () => serves));
        try
        {
            await app.StartAsync(call.Cancellation);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailure(e.Message, "address_in_use", "Another program uses the port: stop it, or choose another with STIGMEM_PORT or --port.");
        }
        serves = true;
        await AnnounceAsync(call, app, settings);
        await app.WaitForShutdownAsync(call.Cancellation);
        return ExitCodes.Ok;
    }

    /// <summary>stdout carries one line, the address; what happens afterwards is for the log.</summary>
    private static void LogToErrors(IServiceCollection services, Func<bool> serves) => services
        .Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace)
        // A start that fails is told by the command, in one line instead of a stack trace.
        .AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting", level => serves() && level >= LogLevel.Warning));

    private static async Task AnnounceAsync(CommandCall call, WebApplication app, NodeSettings settings)
    {
        var url = app.Urls.First();
        var trial = call.Get(Try);
        // Behind TLS the node asks this process for a certificate as well, and it names peers, not this process.
        if (trial && !url.StartsWith("https", StringComparison.Ordinal))
            await Trial.WaitAsync(url, call.Cancellation);
        // Made at the last moment: a key that nobody has seen because the start failed would lock everybody out.
        var key = trial && settings.Auth.Required ? await Trial.FirstKeyAsync(app) : null;
        call.Output.Show(new NodeReady(url, settings.Storage.Store.FilePath, Environment.ProcessId, key), node =>
        {
            call.Output.Line($"stigmem node listens on {node.Url}, store {node.Database}");
            if (trial)
                Trial.Welcome(call.Output, node, settings);
        });
        call.Output.Results.Flush();
        if (settings.Auth.Required && !NodeBootstrap.HasAdminKey(app))
            await Console.Error.WriteLineAsync("hint: Nobody can log in yet: stop the node and make the first key with 'stigmem auth bootstrap-key'.");
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
