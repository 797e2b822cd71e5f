using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer with a true key that serves and pushes whatever a test tells it to.</summary>
internal sealed class LyingPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PeerTokenMint _mint;

    private LyingPeer(WebApplication app, Ed25519Signer key)
    {
        _app = app;
        Key = key;
        _mint = new PeerTokenMint(key);
        Url = app.Urls.First();
        (ClaimedId, ClaimedKey) = (NodeId, key.PublicKeyText);
    }

    public Ed25519Signer Key { get; }

    public string Url { get; }

    public string NodeId => "stigmem://liar.example/node";

    /// <summary>What its discovery says.</summary>
    public string ClaimedId { get; set; }

    public string ClaimedKey { get; set; }

    /// <summary>The manifest that it serves; null for none.</summary>
    public string? Manifest { get; set; }

    /// <summary>A whole answer to discovery, instead of what it claims.</summary>
    public string? Discovery { get; set; }

    /// <summary>What it serves, each a JSON text, which may be any.</summary>
    public ConcurrentQueue<string> Facts { get; } = [];

    /// <summary>A whole answer to pulls, instead of <see cref="Facts"/>.</summary>
    public string? Page { get; set; }

    /// <summary>The answer to a pull by its cursor, instead of <see cref="Facts"/>.</summary>
    public Func<string?, string>? Pages { get; set; }

    /// <summary>What it answers by the path, instead of all the rest.</summary>
    public Func<string, HostileAnswer>? Anything { get; set; }

    /// <summary>The cursors that it was asked with.</summary>
    public ConcurrentQueue<string?> Asked { get; } = [];

    public static async Task<LyingPeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        LyingPeer? peer = null;
        app.Use(next => http => peer!.Anything is { } answer ? answer(http.Request.Path).WriteAsync(http.Response) : next(http));
        app.Map("/.well-known/stigmem", (RequestDelegate)(http => peer!.DiscoverAsync(http)));
        app.Map("/.well-known/stigmem-manifest.json", (RequestDelegate)(http => peer!.ServeManifestAsync(http)));
        app.Map("/v1/federation/facts", (RequestDelegate)(http => peer!.ServeAsync(http)));
        await app.StartAsync();
        return peer = new LyingPeer(app, new Ed25519Signer(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>What it signs to introduce itself, before the test changes it.</summary>
    public JsonObject Declaration(params string[] scopes)
    {
        var signedAt = PeerFacts.Now;
        Assert.True(PeerDeclaration.Create(Url, NodeId, Key.PublicKeyText, scopes, signedAt).TryGet(out var declaration, out _));
        return new JsonObject
        {
            ["node_url"] = Url,
            ["node_id"] = NodeId,
            ["federation_pubkey"] = Key.PublicKeyText,
            ["allowed_scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
            ["declaration_sig"] = declaration.Sign(Key),
            ["signed_at"] = signedAt,
        };
    }

    /// <summary>A page.</summary>
    public static string Served(IEnumerable<string> facts, string? cursor, bool hasMore) =>
        $$"""{"facts":[{{string.Join(',', facts)}}],"cursor":{{JsonSerializer.Serialize(cursor)}},"has_more":{{(hasMore ? "true" : "false")}}}""";

    /// <summary>Introduces itself and waits for approval.</summary>
    public async Task<string> IntroduceAsync(FederatedNode node, params string[] scopes)
    {
        var registered = await node.Operator.Send("POST", "/v1/federation/peers", Declaration(scopes).ToJsonString());
        Assert.True(registered["status"] == "pending_approval", registered.Text);
        return registered["peer_id"]!;
    }

    /// <summary>Introduces itself and is let in.</summary>
    public async Task<string> JoinAsync(FederatedNode node, params string[] scopes)
    {
        var id = await IntroduceAsync(node, scopes);
        var approved = await node.Operator.Send("POST", $"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(Key.PublicKeyText)}}"}""");
        Assert.True((int)approved.Status == 200, approved.Text);
        return id;
    }

    /// <summary>A fresh token for a node.</summary>
    public string Token(FederatedNode node, string? nonce = null, TimeSpan age = default, params string[] scopes) => _mint.Mint(new PeerTokenClaims(
        NodeId, node.NodeId, DateTimeOffset.UtcNow.Subtract(age).ToUnixTimeMilliseconds(), nonce ?? Guid.NewGuid().ToString(),
        scopes.Length == 0 ? ["company", "local", "public", "team"] : scopes));

    /// <summary>Asks a node with a token.</summary>
    public static async Task<Http.Answer> PullAsync(FederatedNode node, string token, string query = "")
    {
        using var client = node.Node.Anonymous();
        return await client.Send("GET", $"/v1/federation/facts?{query}", null, ("Authorization", $"Bearer {token}"));
    }

    /// <summary>Pushes facts with a fresh token.</summary>
    public Task<Http.Answer> PushAsync(FederatedNode node, params JsonObject[] facts) =>
        PushAsync(node, $$"""{"facts":[{{string.Join(',', facts.Select(fact => fact.ToJsonString()))}}]}""");

    /// <summary>Pushes a body, whatever it is, with a fresh token.</summary>
    public async Task<Http.Answer> PushAsync(FederatedNode node, string body)
    {
        using var client = node.Node.Anonymous();
        return await client.Send("POST", "/v1/federation/facts/push", body, ("Authorization", $"Bearer {Token(node)}"));
    }

    /// <summary>Answers nobody from now on.</summary>
    public Task FallSilentAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Key.Dispose();
    }

    private Task DiscoverAsync(HttpContext http) =>
        http.Response.WriteAsync(Discovery ?? new JsonObject { ["node_id"] = ClaimedId, ["federation_pubkey"] = ClaimedKey }.ToJsonString());

    private Task ServeManifestAsync(HttpContext http)
    {
        http.Response.StatusCode = Manifest is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return http.Response.WriteAsync(Manifest ?? "{}");
    }

    private async Task ServeAsync(HttpContext http)
    {
        var cursor = (string?)http.Request.Query["cursor"];
        Asked.Enqueue(cursor);
        if (Page is { } page)
        {
            await http.Response.WriteAsync(page);
            return;
        }
        if (Pages is { } pages)
        {
            await http.Response.WriteAsync(pages(cursor));
            return;
        }
        var all = Facts.ToArray();
        var start = cursor is null ? 0 : int.Parse(cursor[1..], CultureInfo.InvariantCulture);
        var end = Math.Min(all.Length, start + int.Parse((string)http.Request.Query["limit"]!, CultureInfo.InvariantCulture));
        await http.Response.WriteAsync(Served(all[start..end], end == 0 ? null : $"c{end}", hasMore: end < all.Length));
    }
}
