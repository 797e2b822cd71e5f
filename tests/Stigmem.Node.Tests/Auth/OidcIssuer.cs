using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Signatures;

namespace Stigmem.Node.Tests.Auth;

/// <summary>A real OpenID provider on a free port of loopback, with one key of each kind.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    public const string Audience = "stigmem-node";

    private static readonly byte[] Seed = RandomNumberGenerator.GetBytes(32);
    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private OidcIssuer(WebApplication app) => _app = app;

    /// <summary>Its URL, which tokens name as issuer.</summary>
    public string Url => _app.Urls.First();

    /// <summary>How often its keys were asked for.</summary>
    public int KeyRequests { get; private set; }

    /// <summary>What discovery says instead of the truth.</summary>
    public Func<HttpContext, Task>? Discovery { get; set; }

    /// <summary>The suffix of its key ids; a new one is a rotation.</summary>
    public string Generation { get; set; } = "1";

    public static async Task<OidcIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new OidcIssuer(app);
        app.MapGet("/.well-known/openid-configuration", (HttpContext http) => issuer.Discovery is { } other
            ? other(http)
            : http.Response.WriteAsync($$"""{"issuer":"{{issuer.Url}}","jwks_uri":"{{issuer.Url}}/keys"}"""));
        app.MapGet("/keys", (HttpContext http) =>
        {
            issuer.KeyRequests++;
            return http.Response.WriteAsync(issuer.KeySet());
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Settings of a node that trusts this issuer.</summary>
    public Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        Dictionary<string, string> settings = new()
        {
            ["OIDC_ENABLED"] = "true",
            ["OIDC_ISSUER_URL"] = Url,
            ["OIDC_AUDIENCE"] = Audience,
            ["OIDC_ALLOW_LOOPBACK_ISSUER"] = "true",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }

    /// <summary>A token for a subject, good for five minutes.</summary>
    /// <param name="now">The node's time.</param>
    /// <param name="algorithm">The signature algorithm.</param>
    /// <param name="change">Changes the claims.</param>
    public string Token(DateTimeOffset now, string algorithm = JwsAlgorithms.Rs256, Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = Url,
            ["sub"] = "User-7",
            ["aud"] = Audience,
            ["exp"] = now.ToUnixTimeSeconds() + 300,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["email"] = "ada@acme.test",
            ["email_verified"] = true,
        };
        change?.Invoke(claims);
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = algorithm + Generation };
        var content = $"{Encode(header)}.{Encode(claims)}";
        return $"{content}.{Base64Url.Encode(Sign(algorithm, Encoding.ASCII.GetBytes(content)))}";
    }

    public async ValueTask DisposeAsync()
    {
        _rsa.Dispose();
        _elliptic.Dispose();
        await _app.DisposeAsync();
    }

    private byte[] Sign(string algorithm, byte[] content) => algorithm switch
    {
        JwsAlgorithms.Rs256 => _rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        JwsAlgorithms.Ps256 => _rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        JwsAlgorithms.Es256 => _elliptic.SignData(content, HashAlgorithmName.SHA256),
        JwsAlgorithms.EdDsa => Ed25519.Sign(Seed, content),
        _ => new byte[64],
    };

    private string KeySet()
    {
        var rsa = _rsa.ExportParameters(false);
        var point = _elliptic.ExportParameters(false).Q;
        var (n, e) = (Base64Url.Encode(rsa.Modulus), Base64Url.Encode(rsa.Exponent));
        return $$"""
            {"keys":[
              {"kty":"RSA","kid":"RS256{{Generation}}","n":"{{n}}","e":"{{e}}"},
              {"kty":"RSA","kid":"PS256{{Generation}}","n":"{{n}}","e":"{{e}}"},
              {"kty":"EC","crv":"P-256","kid":"ES256{{Generation}}","x":"{{Base64Url.Encode(point.X)}}","y":"{{Base64Url.Encode(point.Y)}}"},
              {"kty":"OKP","crv":"Ed25519","kid":"EdDSA{{Generation}}","x":"{{Base64Url.Encode(Ed25519.PublicKey(Seed))}}"}]}
            """;
    }

    private static string Encode(JsonObject json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json.ToJsonString(JsonSerializerOptions.Default)));
}
