using Stigmem.Cli.Commands;
using Stigmem.Cli.Failures;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;
using Stigmem.Sdk;

namespace Stigmem.Cli.Connections;

/// <summary>The node that a command talks to: a running one, or one in this process over a database file.</summary>
internal sealed class NodeConnection : IAsyncDisposable
{
    /// <summary>The entity of the bootstrap command, and so the owner of a file.</summary>
    public const string DefaultEntity = "agent:admin";

    private const string DefaultUrl = "http://localhost:8765";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly LocalNode? _local;

    private NodeConnection(Uri address, string? key, LocalNode? local, NodeCertificate? certificate = null)
    {
        // Proxies of the environment are for the web; a node is named by its address.
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (certificate is not null)
            handler.SslOptions = certificate.AsClient(TimeProvider.System.GetUtcNow());
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/") };
        Key = key;
        _local = local;
        Client = new StigmemClient(_http, new StigmemClientOptions { BaseUrl = address, ApiKey = key, Timeout = Patience });
    }

    /// <summary>The client.</summary>
    public StigmemClient Client { get; }

    /// <summary>The client's own connection, for what speaks HTTP itself; its base address is the node's.</summary>
    public HttpClient Http => _http;

    /// <summary>The key that the client shows; null calls anonymously.</summary>
    public string? Key { get; }

    /// <summary>Finds the node that the options name.</summary>
    /// <exception cref="CommandFailure">The options contradict each other or cannot be used.</exception>
    public static async Task<NodeConnection> OpenAsync(CommandCall call)
    {
        var database = call.Get(SharedOptions.Database);
        var url = call.Get(SharedOptions.Url);
        if (database is not null && url is not null)
            throw CommandFailure.Usage("--db and --url exclude each other", "Name a database file or a node, not both.");
        if (database is null && call.Get(SharedOptions.As) is not null)
            throw CommandFailure.Usage("--as needs --db", "On a node the API key tells who you are.");
        if (database is not null)
            return await OverFileAsync(database, call);
        return ToRunning(call, SettingsSource.FromEnvironment(Environment.CurrentDirectory));
    }

    /// <summary>The running node that the options and the settings name.</summary>
    /// <exception cref="CommandFailure">The options cannot be used.</exception>
    public static NodeConnection ToRunning(CommandCall call, SettingsSource settings) => To(
        call.Get(SharedOptions.Url) ?? Setting(settings, "STIGMEM_URL") ?? DefaultUrl,
        call.Get(SharedOptions.ApiKey) ?? Setting(settings, "STIGMEM_API_KEY"),
        ClientCertificate.Of(settings));

    /// <summary>A running node.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="key">The API key; null calls anonymously.</param>
    /// <param name="certificate">What to show to an https address; null shows nothing and trusts what the machine trusts.</param>
    /// <exception cref="CommandFailure">The address or the key cannot be sent.</exception>
    public static NodeConnection To(string url, string? key, ClientCertificate? certificate)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw CommandFailure.Usage($"'{url}' is not a URL", "Write one such as http://localhost:8765; STIGMEM_URL stands for --url.");
        if (key is not null && (key.Length == 0 || key.Any(c => c is <= ' ' or > '~')))
            throw CommandFailure.Usage("the API key is not printable ASCII without spaces", "Check --api-key or STIGMEM_API_KEY.");
        try
        {
            return new NodeConnection(address, key, null, address.Scheme == Uri.UriSchemeHttps ? certificate?.Load() : null);
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.Usage(e.Message, "Check --url or STIGMEM_URL.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_local is not null)
            await _local.DisposeAsync();
    }

    private static async Task<NodeConnection> OverFileAsync(string database, CommandCall call)
    {
        if (!File.Exists(database))
            throw new CommandFailure($"there is no database at {database}", "no_database", $"'stigmem node --db {database}' makes one.");
        var local = await LocalNode.StartAsync(database, call.Get(SharedOptions.As) ?? DefaultEntity, call.Cancellation);
        return new NodeConnection(local.Address, local.Key, local);
    }

    private static string? Setting(SettingsSource settings, string name) =>
        settings.TryGet(name, out var value, out _) && value.Trim().Length > 0 ? value.Trim() : null;
}
