using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stigmem.Core.Facts;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Simulation.Nodes;

/// <summary>
/// A whole node over a real SQLite file, without the things that start by themselves: no socket, no timer, no job. It can
/// crash, which leaves behind what stood in its files at that moment.
/// </summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    private const string OperatorKey = "the operator's key of this process";
    private const string Bearer = "Bearer " + OperatorKey;

    // What stands in each of them when a node crashes is what its next life finds.
    private static readonly Func<string, string>[] Files = [path => path, path => path + "-wal", FederationKey.FileOf, FederationKey.RetiredFileOf];

    private readonly string _folder;
    private readonly byte[] _seed;
    private readonly HttpMessageHandler _network;
    private readonly bool _allowTeam;
    private readonly List<WebApplication> _crashed = [];
    private int _crashes;
    private WebApplication? _app;
    private InProcessServer? _server;

    public SimulatedNode(int number, string folder, byte[] seed, WorldTime world, bool allowTeam, Func<SimulatedNode, HttpMessageHandler> network)
    {
        (Number, _folder, _seed, _allowTeam) = (number, folder, seed, allowTeam);
        Clock = new SimulatedClock(world);
        Key = new Ed25519Signer(seed);
        _network = network(this);
        Directory.CreateDirectory(folder);
        StoreTemplate.CopyTo(DatabasePath);
        File.WriteAllText(FederationKey.FileOf(DatabasePath), Base64Url.Encode(seed));
    }

    public int Number { get; }

    public string NodeId => $"stigmem://sim.example/node-{Number}";

    public string Url => UrlOf(Number);

    public SimulatedClock Clock { get; }

    /// <summary>The key among peers that it has, or will have when it starts again.</summary>
    public Ed25519Signer Key { get; private set; }

    /// <summary>The keys that it had before, the oldest first.</summary>
    public List<Ed25519Signer> OldKeys { get; } = [];

    public bool AllowsTeam => _allowTeam;

    /// <summary>How often it was started; what an earlier life sends or answers reaches nobody.</summary>
    public int Life { get; private set; }

    public bool IsUp => _app is not null;

    public SqlEngine Engine => Service<SqlEngine>();

    public long Head => Service<CommitSequence>().Head;

    /// <summary>What who asks for everything claims.</summary>
    public static PeerScopes EveryScope => new(FactScope.Company, FactScope.Local, FactScope.Public, FactScope.Team);

    public override string ToString() => $"n{Number}";

    public static string UrlOf(int number) => $"http://127.0.0.1:{7_000 + number}";

    /// <summary>Starts it over its files.</summary>
    public async Task StartAsync()
    {
        Life++;
        var server = new InProcessServer();
        var app = NodeHost.Build(Settings(), Clock, services => Rewire(services, server));
        await app.StartAsync();
        (_app, _server) = (app, server);
    }

    /// <summary>What the files hold now is all that the next life will know; this one goes on unheard.</summary>
    public void Crash()
    {
        var from = DatabasePath;
        _crashed.Add(_app!);
        (_app, _server) = (null, null);
        Life++;
        _crashes++;
        foreach (var file in Files)
            StoreTemplate.Copy(file(from), file(DatabasePath));
    }

    /// <summary>Ends it and gives it another key, as the command for that does; refused while the one before the present one is good.</summary>
    public bool TryChangeKey()
    {
        var now = DateTimeOffset.UnixEpoch.AddMicroseconds(Clock.NowMicroseconds);
        var retired = FederationKey.OpenRetired(DatabasePath);
        retired?.Key.Dispose();
        if (retired?.Until > now)
            return false;
        Crash();
        FederationKey.Rotate(DatabasePath, now);
        OldKeys.Add(Key);
        Ed25519Signer.TryCreate(File.ReadAllText(FederationKey.FileOf(DatabasePath)), out var key);
        Key = key!;
        return true;
    }

    /// <summary>A token for one request to another node, by a key that this one has or had.</summary>
    public string Token(ISigner key, SimulatedNode to, Guid nonce) => "Bearer " + new PeerTokenMint(key).Mint(
        new PeerTokenClaims(NodeId, to.NodeId, to.Clock.NowMicroseconds / 1_000, nonce.ToString(), EveryScope.Names));

    /// <summary>A request of the node's operator, or of anybody; status 0 when it is down.</summary>
    public Task<NodeAnswer> CallAsync(string method, string target, string? body = null, bool asOperator = true) =>
        AnswerPeerAsync(method, target, asOperator ? Bearer : null, body);

    /// <summary>A request of a peer.</summary>
    public Task<NodeAnswer> AnswerPeerAsync(string method, string target, string? authorization, string? body) =>
        _server?.AnswerAsync(method, target, authorization, body) ?? Task.FromResult(new NodeAnswer(0, "{}"u8.ToArray()));

    /// <summary>The registration of a peer here.</summary>
    public Peer? PeerOf(string nodeId) => Service<PeerDirectory>().Current.GetValueOrDefault(nodeId);

    /// <summary>What the pull worker of a peer does once. A sender of pushes would have its round beside it.</summary>
    public async Task<PullOutcome> PullAsync(Peer peer) => await Service<PullRound>().RunAsync(peer, TimeSpan.Zero, CancellationToken.None);

    /// <summary>What the pull worker of a peer does after a round.</summary>
    public Task RetryLettersAsync(Peer peer) => Service<RetryLetters>().RunAsync(peer);

    /// <summary>Whether it has a garden for what must be held back.</summary>
    public bool HasQuarantineGarden() => Service<GardenDirectory>().Current.TryFind(TenantId.Default, "held", out _);

    public T Service<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _crashed.Append(_app).OfType<WebApplication>())
            await app.DisposeAsync();
        foreach (var key in OldKeys.Append(Key))
            key.Dispose();
    }

    private string DatabasePath => Path.Combine(_folder, $"{Number}-{_crashes}.db");

    private void Rewire(IServiceCollection services, InProcessServer server)
    {
        foreach (var job in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(NodeHost).Assembly).ToList())
            services.Remove(job);
        var random = new Random(NumberOf(_seed, Life));
        services.AddSingleton<IServer>(server).AddSingleton(new HostKey(OperatorKey, "user:operator"))
            .AddSingleton(new IdSource(Clock, random.NextBytes))
            .AddSingleton(provider => new PeerTransport(provider.GetRequiredService<PeerAddress>(), provider.GetRequiredService<MutualTls>(), _network));
    }

    private NodeSettings Settings()
    {
        Dictionary<string, string> values = new()
        {
            ["DB_PATH"] = DatabasePath,
            ["PORT"] = $"{7_000 + Number}",
            ["NODE_URL"] = Url,
            ["NODE_ID"] = NodeId,
            ["AUTH_REQUIRED"] = "false",
            ["KEY_TAG_SECRET"] = "a secret of the simulation",
            ["FEDERATION_ENABLED"] = "true",
            ["FEDERATION_INSECURE"] = "true",
            ["FEDERATION_PUSH_ENABLED"] = "true",
            ["FEDERATION_ALLOW_TEAM"] = _allowTeam ? "true" : "false",
            ["QUARANTINE_GARDEN_ID"] = "held",
            ["LOG_LEVEL"] = "off",
            ["RATE_LIMIT_WRITE_PER_HOUR"] = "0",
            ["RATE_LIMIT_READ_PER_HOUR"] = "0",
            ["RATE_LIMIT_DISABLED_ACK"] = "1",
        };
        return NodeSettings.Read(new SettingsSource(values.Select(pair => KeyValuePair.Create(SettingsSource.Prefix + pair.Key, pair.Value))));
    }

    private static int NumberOf(byte[] seed, int life) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData([.. seed, (byte)life]));
}
