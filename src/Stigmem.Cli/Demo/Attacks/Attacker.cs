using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Demo.Attacks;

/// <summary>
/// A peer with a true key and bad intentions: it answers discovery as a node does, signs whatever it likes, and makes
/// facts that are true until an attack changes them.
/// </summary>
internal sealed class Attacker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Ed25519Signer _key = new(RandomNumberGenerator.GetBytes(32));
    private readonly TimeProvider _time;

    private Attacker(WebApplication app, string name, TimeProvider time)
    {
        _app = app;
        _time = time;
        NodeId = $"stigmem://attacker.example/{name}";
    }

    /// <summary>What it calls itself.</summary>
    public string NodeId { get; }

    /// <summary>The fingerprint of its key.</summary>
    public string Fingerprint => KeyFingerprint.OfKeyText(_key.PublicKeyText);

    private string Url => _app.Urls.First();

    /// <summary>Starts to listen on a free port of this machine.</summary>
    public static async Task<Attacker> StartAsync(string name, TimeProvider time, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var attacker = new Attacker(builder.Build(), name, time);
        attacker._app.Run(attacker.DiscoverAsync);
        await attacker._app.StartAsync(cancellation);
        return attacker;
    }

    /// <summary>What it signs to introduce itself.</summary>
    /// <param name="url">Where it says that it listens, when that is a lie.</param>
    public JsonObject Declaration(string? url = null)
    {
        string[] scopes = ["public"];
        var signedAt = Instants.Format(NowMilliseconds() / 1_000 * 1_000_000);
        if (!PeerDeclaration.Create(url ?? Url, NodeId, _key.PublicKeyText, scopes, signedAt).TryGet(out var declaration, out var fault))
            throw new InvalidOperationException(fault.Message);
        return new JsonObject
        {
            ["node_url"] = declaration.NodeUrl,
            ["node_id"] = declaration.NodeId,
            ["federation_pubkey"] = declaration.FederationPubkey,
            ["allowed_scopes"] = new JsonArray([.. declaration.AllowedScopes.Select(scope => JsonValue.Create(scope))]),
            ["declaration_sig"] = declaration.Sign(_key),
            ["signed_at"] = declaration.SignedAt,
        };
    }

    /// <summary>A token for one request.</summary>
    public string Token(string audience, string? nonce = null, TimeSpan age = default, params string[] scopes) => new PeerTokenMint(_key).Mint(new PeerTokenClaims(
        NodeId, audience, NowMilliseconds() - (long)age.TotalMilliseconds, nonce ?? NewId(), scopes.Length == 0 ? ["public"] : scopes));

    /// <summary>A fact as an honest peer would send it.</summary>
    public JsonObject Fact(string scope = "public", string? source = null, string relation = "memory:note")
    {
        if (!FactScopes.TryParse(scope, out var parsed))
            throw new ArgumentException("not a scope", nameof(scope));
        var body = new FactBody("project:atlas", relation, FactValueType.String, "as a peer says it", source ?? NodeId, 1, parsed);
        return new JsonObject
        {
            ["id"] = NewId(),
            ["entity"] = body.Entity,
            ["relation"] = body.Relation,
            ["value"] = Text(body.ValueText),
            ["source"] = body.Source,
            ["timestamp"] = Instants.Format(NowMilliseconds() * 1_000),
            ["valid_until"] = null,
            ["confidence"] = 1.0,
            ["scope"] = scope,
            ["hlc"] = Stamp(TimeSpan.Zero),
            ["cid"] = ContentId.Of(body).ToString(),
        };
    }

    /// <summary>An id that nothing has yet.</summary>
    public string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString();

    /// <summary>A text as the value of a fact.</summary>
    public static JsonObject Text(string text) => new() { ["type"] = "string", ["v"] = text };

    /// <summary>A clock reading so far ahead.</summary>
    public string Stamp(TimeSpan ahead) => $"{NowMilliseconds() + (long)ahead.TotalMilliseconds}.0";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private long NowMilliseconds() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task DiscoverAsync(HttpContext http) =>
        http.Response.WriteAsync(new JsonObject { ["node_id"] = NodeId, ["federation_pubkey"] = _key.PublicKeyText }.ToJsonString());
}
