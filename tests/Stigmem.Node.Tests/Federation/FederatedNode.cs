using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Node.Discovery;
using Stigmem.Node.Tests.Federation.Tls;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A real node that federates on loopback, with its operator.</summary>
internal sealed class FederatedNode : IAsyncDisposable
{
    private FederatedNode(TestNode node, HttpClient op, string url)
    {
        Node = node;
        Operator = op;
        Url = url;
    }

    public TestNode Node { get; }

    /// <summary>A client with every permission.</summary>
    public HttpClient Operator { get; }

    public string Url { get; }

    public string NodeId => Node.App.Services.GetRequiredService<NodeIdentity>().NodeId;

    public static Task<FederatedNode> StartAsync(string? databasePath = null, params (string Name, string Value)[] more) => StartAsync(null, databasePath, more);

    public static Task<FederatedNode> StartAsync(TimeProvider? time, string? databasePath, params (string Name, string Value)[] more) =>
        StartAsync(time, databasePath, null, more);

    /// <summary>A node with other services.</summary>
    public static Task<FederatedNode> StartAsync(Action<IServiceCollection> configure) => StartAsync(null, null, configure, []);

    private static async Task<FederatedNode> StartAsync(TimeProvider? time, string? databasePath, Action<IServiceCollection>? configure, (string Name, string Value)[] more)
    {
        var port = FreePort();
        var url = $"http://127.0.0.1:{port}";
        var settings = new Dictionary<string, string>
        {
            ["PORT"] = $"{port}",
            ["NODE_URL"] = url,
            ["FEDERATION_ENABLED"] = "true",
            ["FEDERATION_INSECURE"] = "true",
            ["FEDERATION_PULL_INTERVAL_S"] = "1",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        var node = await TestNode.StartAsync(settings, time, databasePath, configure);
        var op = await node.ClientFor("user:operator", "read", "write", "federate", "admin:federation", "admin", "audit.read");
        return new FederatedNode(node, op, url);
    }

    /// <summary>A node behind mutual TLS; its operator has a certificate as well.</summary>
    public static async Task<FederatedNode> StartAsync(Fleet fleet, string nodeId, X509Certificate2 certificate, TimeProvider? time, params (string Name, string Value)[] more)
    {
        var port = FreePort();
        var settings = new Dictionary<string, string>
        {
            ["PORT"] = $"{port}",
            ["NODE_ID"] = nodeId,
            ["NODE_URL"] = $"https://127.0.0.1:{port}",
            ["FEDERATION_ENABLED"] = "true",
            ["FEDERATION_PUSH_ENABLED"] = "true",
            ["FEDERATION_ALLOW_NETWORKS"] = "127.0.0.0/8",
        };
        foreach (var (name, value) in fleet.Write(nodeId.Replace('/', '-'), certificate).Concat(more))
            settings[name] = value;
        var url = settings.TryGetValue("FEDERATION_PORT", out var ofPeers) ? $"https://127.0.0.1:{ofPeers}" : settings["NODE_URL"];
        var node = await TestNode.StartAsync(settings, time);
        var key = $"operator-key-{Guid.NewGuid():N}";
        await node.GrantAsync(key, new KeyGrant { EntityUri = "user:operator", Permissions = ["read", "write", "federate", "admin:federation", "admin", "audit.read"] });
        return new FederatedNode(node, fleet.Client(url, fleet.Issue("stigmem:operator"), key), url) { OperatorKey = key };
    }

    /// <summary>The operator's key, for further clients; only of nodes behind mutual TLS.</summary>
    public string? OperatorKey { get; private init; }

    /// <summary>What this node signs to introduce itself.</summary>
    public string Declaration(string signedAt, params string[] scopes)
    {
        var key = Node.App.Services.GetRequiredService<ISigner>();
        Assert.True(PeerDeclaration.Create(Url, NodeId, key.PublicKeyText, scopes, signedAt).TryGet(out var declaration, out _));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["node_url"] = Url,
            ["node_id"] = NodeId,
            ["federation_pubkey"] = key.PublicKeyText,
            ["allowed_scopes"] = scopes,
            ["declaration_sig"] = declaration.Sign(key),
            ["signed_at"] = signedAt,
        });
    }

    /// <summary>Introduces this node to another, whose operator lets it in.</summary>
    public async Task<string> JoinAsync(FederatedNode other, params string[] scopes)
    {
        var registered = await other.Operator.Send("POST", "/v1/federation/peers", Declaration(PeerFacts.Now, scopes));
        Assert.True(registered.Status == HttpStatusCode.Created && registered["status"] == "pending_approval", registered.Text);
        var fingerprint = KeyFingerprint.OfKeyText(Node.App.Services.GetRequiredService<ISigner>().PublicKeyText);
        var approved = await other.Operator.Send("POST", $"/v1/federation/peers/{registered["peer_id"]}/approve", $$"""{"pubkey_fingerprint":"{{fingerprint}}"}""");
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        return registered["peer_id"]!;
    }

    /// <summary>What the federation audit says of a type, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Audited(string eventType)
    {
        var answer = await Operator.Send("GET", $"/v1/federation/audit?event_type={eventType}&limit=500");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Json.GetProperty("entries").EnumerateArray()];
    }

    /// <summary>Waits for what the workers do by themselves; the limit ends a wait for what never comes.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
            await poll.WaitForNextTickAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        await Node.DisposeAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
