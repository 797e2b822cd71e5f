using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Signatures;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Connections;

/// <summary>
/// A node in this process over a database file, on a free port of loopback. Commands on a file go the same way as
/// commands on a running node; there is no second implementation.
/// </summary>
internal sealed class LocalNode : IAsyncDisposable
{
    private const int KeyBytes = 32;
    private readonly WebApplication _app;

    private LocalNode(WebApplication app, string key)
    {
        _app = app;
        Key = key;
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A key that only this process has ever seen.</summary>
    public string Key { get; }

    /// <summary>Starts the node.</summary>
    /// <param name="databasePath">The database file.</param>
    /// <param name="entityUri">Whom the calls are made for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Data.SqlFailureException">The store is in use or cannot be opened.</exception>
    public static async Task<LocalNode> StartAsync(string databasePath, string entityUri, CancellationToken cancellation)
    {
        var key = Base64Url.Encode(RandomNumberGenerator.GetBytes(KeyBytes));
        var app = NodeHost.Build(
            ReadSettings(databasePath), configure: services => services.AddSingleton(new HostKey(key, entityUri)));
        try
        {
            await app.StartAsync(cancellation);
            return new LocalNode(app, key);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds a node over a file that opens no port, for what has no route.</summary>
    /// <exception cref="Data.SqlFailureException">The store is in use or cannot be opened.</exception>
    public static WebApplication Build(string databasePath) => NodeHost.Build(ReadSettings(databasePath));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The operator's settings, except for what would let anybody else in, slow the command down or print logs.</summary>
    private static NodeSettings ReadSettings(string databasePath) => NodeSettings.Read(SettingsSource.FromEnvironment(
        Environment.CurrentDirectory,
        new Dictionary<string, string>
        {
            ["STIGMEM_DB_PATH"] = databasePath,
            ["STIGMEM_HOST"] = "127.0.0.1",
            ["STIGMEM_PORT"] = "0",
            ["STIGMEM_AUTH_REQUIRED"] = "true",
            ["STIGMEM_LOG_LEVEL"] = "off",
            ["STIGMEM_OTEL_ENABLED"] = "false",
            // It would pull from every peer for as long as the command lasts.
            ["STIGMEM_FEDERATION_ENABLED"] = "false",
            ["STIGMEM_FEDERATION_PUSH_ENABLED"] = "false",
            ["STIGMEM_SUBSCRIPTION_DELIVERY"] = "false",
            // The command is its only caller, and has no certificate to show.
            ["STIGMEM_TLS_CERT_PATH"] = "",
            ["STIGMEM_TLS_KEY_PATH"] = "",
            ["STIGMEM_TLS_CA_BUNDLE"] = "",
            ["STIGMEM_FEDERATION_PORT"] = "",
            ["STIGMEM_FEDERATION_URL"] = "",
            ["STIGMEM_RATE_LIMIT_WRITE_PER_HOUR"] = "0",
            ["STIGMEM_RATE_LIMIT_READ_PER_HOUR"] = "0",
            ["STIGMEM_RATE_LIMIT_DISABLED_ACK"] = "1",
        }));
}
