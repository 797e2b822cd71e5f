using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Stigmem.Cli.Commands.Serving;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Sdk;

namespace Stigmem.Cli.Demo;

/// <summary>
/// One whole node of the demonstration: its own folder, store, key among peers and port. Both run in this process; they
/// share nothing and meet by HTTP only.
/// </summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NodeConnection _connection;

    private DemoNode(string name, WebApplication app, string url, string database, string adminKey)
    {
        Name = name;
        Url = url;
        Database = database;
        AdminKey = adminKey;
        _app = app;
        _connection = NodeConnection.To(url, adminKey, null);
    }

    /// <summary>What the demonstration calls it.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>Its file.</summary>
    public string Database { get; }

    /// <summary>A key with every permission.</summary>
    public string AdminKey { get; }

    /// <summary>A client with that key.</summary>
    public StigmemClient Client => _connection.Client;

    /// <summary>Set when the node is told to stop, by a signal for example.</summary>
    public CancellationToken Stopping => _app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Starts a node with a store of its own, and with more settings than those of every demonstration.</summary>
    /// <exception cref="CommandFailure">The port is taken.</exception>
    public static async Task<DemoNode> StartAsync(
        string name, int port, string folder, CancellationToken cancellation, params (string Name, string Value)[] more)
    {
        var (url, database) = ($"http://127.0.0.1:{port}", Path.Combine(Directory.CreateDirectory(folder).FullName, "stigmem.db"));
        var app = NodeHost.Build(NodeSettings.Read(Settings(url, port, database, more)), configure: services =>
            services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace)
                .AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)));
        try
        {
            await app.StartAsync(cancellation);
            return new DemoNode(name, app, url, database, await Trial.FirstKeyAsync(app) ?? throw new InvalidOperationException("a new store has a key"));
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
                throw new CommandFailure(e.Message, "address_in_use", "Another program uses the port: stop it, or choose others with --port-a and --port-b (demo-attack: --port).");
            throw;
        }
    }

    /// <summary>The key with which the node speaks to its peers; it lies beside its store.</summary>
    public Ed25519Signer OpenKey() => Keys.SeedFile.Open(FederationKey.FileOf(Database));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Nothing of the environment: the demonstration is the same on every machine.</summary>
    private static SettingsSource Settings(string url, int port, string database, (string Name, string Value)[] more) => new(new Dictionary<string, string>(
    [
        .. Trial.Settings, .. more.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)),
    ])
    {
        ["STIGMEM_DB_PATH"] = database,
        ["STIGMEM_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["STIGMEM_NODE_URL"] = url,
        ["STIGMEM_LOG_LEVEL"] = "error",
        ["STIGMEM_FEDERATION_ENABLED"] = "1",
        ["STIGMEM_FEDERATION_INSECURE"] = "1",
        ["STIGMEM_FEDERATION_PULL_INTERVAL_S"] = "1",
    });
}
