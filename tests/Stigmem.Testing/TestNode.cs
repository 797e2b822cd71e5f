using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Testing;

/// <summary>A real node: real Kestrel on a free port of loopback, a real SQLite file.</summary>
public sealed class TestNode : IAsyncDisposable
{
    /// <summary>Keys that tests make by the hundred need not be slow to guess; the routes make them at full cost.</summary>
    private const int FewIterations = 1_000;

    private readonly TempFolder? _ownFolder;
    private int _keys;

    private TestNode(WebApplication app, string databasePath, TempFolder? ownFolder)
    {
        App = app;
        DatabasePath = databasePath;
        _ownFolder = ownFolder;
        BaseAddress = new Uri(app.Urls.First());
    }

    /// <summary>The running application, for tests that look inside.</summary>
    public WebApplication App { get; }

    /// <summary>Its database file.</summary>
    public string DatabasePath { get; }

    /// <summary>Where it listens.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Starts a node.</summary>
    /// <param name="settings">Values by name without the <c>STIGMEM_</c> prefix; quotas are off unless set here.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    /// <param name="databasePath">An existing store; null makes one that lives as long as the node.</param>
    /// <param name="configure">Last changes to the services.</param>
    public static async Task<TestNode> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, TimeProvider? time = null, string? databasePath = null, Action<IServiceCollection>? configure = null)
    {
        var folder = databasePath is null ? new TempFolder() : null;
        var path = databasePath ?? folder!.File("stigmem.db");
        Dictionary<string, string> values = new()
        {
            ["DB_PATH"] = path,
            ["HOST"] = "127.0.0.1",
            ["PORT"] = "0",
            ["LOG_LEVEL"] = "error",
            ["RATE_LIMIT_WRITE_PER_HOUR"] = "0",
            ["RATE_LIMIT_READ_PER_HOUR"] = "0",
            ["RATE_LIMIT_DISABLED_ACK"] = "1",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            values[name] = value;
        var source = new SettingsSource(values.Select(pair => KeyValuePair.Create(SettingsSource.Prefix + pair.Key, pair.Value)));
        var app = NodeHost.Build(NodeSettings.Read(source), time, configure);
        await app.StartAsync();
        return new TestNode(app, path, folder);
    }

    /// <summary>A client without credentials.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = BaseAddress };

    /// <summary>A client with a fresh key for an entity.</summary>
    public Task<HttpClient> ClientFor(string entityUri, params string[] permissions) =>
        ClientFor(new KeyGrant { EntityUri = entityUri, Permissions = permissions });

    /// <summary>A client with a fresh key.</summary>
    public async Task<HttpClient> ClientFor(KeyGrant grant)
    {
        var rawKey = $"test-key-{Interlocked.Increment(ref _keys)}-{Guid.NewGuid():N}";
        await GrantAsync(rawKey, grant);
        return ClientWith(rawKey);
    }

    /// <summary>A client that sends a key, registered or not.</summary>
    public HttpClient ClientWith(string rawKey)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", rawKey);
        return client;
    }

    /// <summary>Registers a key without HTTP.</summary>
    public async Task GrantAsync(string rawKey, KeyGrant grant)
    {
        var keys = App.Services.GetRequiredService<KeyDirectory>();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(),
            Tag = App.Services.GetRequiredService<KeyTagSecret>().TagOf(rawKey),
            Hash = KeyHash.Create(rawKey, FewIterations),
            EntityUri = grant.EntityUri,
            PermissionNames = grant.Permissions,
            Scopes = grant.Scopes is null
                ? ScopeSet.All
                : grant.Scopes.Aggregate(default(ScopeSet), (set, name) => Core.Facts.FactScopes.TryParse(name, out var scope) ? set.With(scope) : set),
            Tenant = grant.Tenant,
            CreatedMicroseconds = App.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds() * 1_000,
        };
        await App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            keys.Add(session, key);
            return true;
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _ownFolder?.Dispose();
    }
}
