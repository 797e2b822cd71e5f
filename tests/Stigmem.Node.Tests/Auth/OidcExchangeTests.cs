using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class OidcExchangeTests
{
    private const string Path = "/v1/auth/oidc/exchange";

    [Theory]
    [InlineData(JwsAlgorithms.Rs256)]
    [InlineData(JwsAlgorithms.Ps256)]
    [InlineData(JwsAlgorithms.Es256)]
    [InlineData(JwsAlgorithms.EdDsa)]
    public async Task A_token_of_the_provider_becomes_a_key_of_some_hours(string algorithm)
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        var answer = await Exchange(client, issuer.Token(time.GetUtcNow(), algorithm), ""","permissions":["admin","write","read"]""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Matches("^[0-9a-f]{32}$", answer["api_key"]);
        Assert.Equal(("oidc:User-7", "2026-03-04T13:06:07+00:00"), (answer["entity_uri"], answer["expires_at"]));
        Assert.Equal("""["read","write"]""", answer.Json.GetProperty("permissions").GetRawText());
        using var user = node.ClientWith(answer["api_key"]!);
        Assert.Equal("User-7", (await user.Send("GET", "/v1/me"))["oidc_sub"]);
        Assert.Equal("OIDC session for ada@acme.test", (await user.Send("GET", "/v1/auth/keys")).Json[0].GetProperty("description").GetString());
        time.Advance(TimeSpan.FromHours(8));
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.Send("GET", "/v1/me")).Status);
    }

    [Fact]
    public async Task The_next_exchange_ends_the_earlier_key()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        using var first = node.ClientWith((await Exchange(client, issuer.Token(time.GetUtcNow()), ""","permissions":[]"""))["api_key"]!);
        Assert.Equal("""["read"]""", (await first.Send("GET", "/v1/me")).Json.GetProperty("permissions").GetRawText());
        using var other = node.ClientWith((await Exchange(client, issuer.Token(time.GetUtcNow(), change: claims => claims["sub"] = "other")))["api_key"]!);
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, issuer.Token(time.GetUtcNow()))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.Send("GET", "/v1/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Send("GET", "/v1/me")).Status);
    }

    [Fact]
    public async Task The_same_subject_of_another_issuer_ends_nothing()
    {
        using var folder = new TempFolder();
        var time = new FakeTime();
        string key;
        await using (var first = await OidcIssuer.StartAsync())
        await using (var node = await TestNode.StartAsync(first.Settings(), time, folder.File("n.db")))
        {
            using var client = node.Anonymous();
            key = (await Exchange(client, first.Token(time.GetUtcNow())))["api_key"]!;
        }
        await using var second = await OidcIssuer.StartAsync();
        await using var moved = await TestNode.StartAsync(second.Settings(), time, folder.File("n.db"));
        using var again = moved.Anonymous();
        using var earlier = moved.ClientWith(key);
        Assert.Equal(HttpStatusCode.OK, (await Exchange(again, second.Token(time.GetUtcNow()))).Status);
        Assert.Equal(HttpStatusCode.OK, (await earlier.Send("GET", "/v1/me")).Status);
    }

    public static TheoryData<string, string, string> BadTokens => new()
    {
        { "exp", "-31", "id_token expired" },
        { "exp", "null", "id_token invalid: exp is missing" },
        { "nbf", "31", "id_token invalid: not valid yet" },
        { "iat", "31", "id_token invalid: issued in the future" },
        { "iss", "\"https://evil.test\"", "id_token invalid: issuer mismatch" },
        { "aud", "\"another\"", "id_token audience mismatch" },
        { "aud", "[\"another\"]", "id_token audience mismatch" },
        { "aud", "null", "id_token audience mismatch" },
        { "sub", "\"\"", "id_token invalid: sub is missing" },
        { "sub", "7", "id_token invalid: sub is missing" },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Claims_that_do_not_fit_are_401(string claim, string value, string detail)
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        var token = issuer.Token(time.GetUtcNow(), change: claims => claims[claim] = long.TryParse(value, out var offset) && claim != "sub"
            ? time.GetUtcNow().ToUnixTimeSeconds() + offset
            : JsonNode.Parse(value));
        var answer = await Exchange(client, token);
        Assert.Equal((HttpStatusCode.Unauthorized, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task A_small_leeway_forgives_clocks()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        var token = issuer.Token(time.GetUtcNow(), change: claims =>
        {
            claims["exp"] = time.GetUtcNow().ToUnixTimeSeconds() - 29;
            claims["nbf"] = time.GetUtcNow().ToUnixTimeSeconds() + 29;
            claims["aud"] = new JsonArray("another", OidcIssuer.Audience);
            claims["azp"] = OidcIssuer.Audience;
        });
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, token)).Status);
        var forAnother = issuer.Token(time.GetUtcNow(), change: claims =>
        {
            claims["aud"] = new JsonArray("another", OidcIssuer.Audience);
            claims["azp"] = "another";
        });
        Assert.Equal("id_token audience mismatch", (await Exchange(client, forAnother)).Detail);
    }

    [Theory]
    [InlineData("HS256", "id_token invalid: algorithm not allowed")]
    [InlineData("none", "id_token invalid: algorithm not allowed")]
    public async Task Algorithms_are_the_node_s_choice(string algorithm, string detail)
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        Assert.Equal(detail, (await Exchange(client, issuer.Token(time.GetUtcNow(), algorithm))).Detail);
        Assert.Equal("id_token invalid: not a signed token", (await Exchange(client, "x")).Detail);
        var token = issuer.Token(time.GetUtcNow());
        Assert.Equal("id_token invalid: signature verification failed", (await Exchange(client, token[..^4] + (token[^4] == 'A' ? "BBBA" : "AAAA"))).Detail);
    }

    [Fact]
    public async Task A_nonce_binds_the_token_when_the_client_sends_one()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        var token = issuer.Token(time.GetUtcNow(), change: claims => claims["nonce"] = "n-1");
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, token, ""","nonce":"n-1" """)).Status);
        Assert.Equal("id_token invalid: nonce mismatch", (await Exchange(client, token, ""","nonce":"n-2" """)).Detail);
        Assert.Equal("id_token invalid: nonce mismatch", (await Exchange(client, issuer.Token(time.GetUtcNow()), ""","nonce":"n-1" """)).Detail);
    }

    [Theory]
    [InlineData("\"ada@acme.test\"", "true", null)]
    [InlineData("\"Ada@ACME.test\"", "\"true\"", null)]
    [InlineData("\"ada@evil.test\"", "true", "Email domain 'evil.test' is not permitted")]
    [InlineData("\"ada@sub.acme.test\"", "true", "Email domain 'sub.acme.test' is not permitted")]
    [InlineData("\"ada@evil.test@acme.test\"", "true", "Email domain '' is not permitted")]
    [InlineData("null", "true", "Email domain '' is not permitted")]
    [InlineData("\"ada@acme.test\"", "false", "Email domain 'acme.test' is not permitted: the provider has not verified the address")]
    [InlineData("\"ada@acme.test\"", "null", "Email domain 'acme.test' is not permitted: the provider has not verified the address")]
    public async Task Configured_domains_cannot_be_bypassed(string email, string verified, string? refusal)
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(("OIDC_ALLOWED_DOMAINS", "acme.test, other.test")), time);
        using var client = node.Anonymous();
        var answer = await Exchange(client, issuer.Token(time.GetUtcNow(), change: claims =>
        {
            claims["email"] = JsonNode.Parse(email);
            claims["email_verified"] = JsonNode.Parse(verified);
        }));
        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
        if (refusal is not null)
            Assert.Equal(refusal, answer.Detail);
    }

    [Fact]
    public async Task Keys_are_asked_for_once_in_ten_minutes_and_when_the_provider_rotates_them()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Exchange(client, issuer.Token(time.GetUtcNow()))));
        Assert.Equal(1, issuer.KeyRequests);
        issuer.Generation = "2";
        Assert.Equal("id_token invalid: unknown key", (await Exchange(client, issuer.Token(time.GetUtcNow()))).Detail);
        Assert.Equal(1, issuer.KeyRequests);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, issuer.Token(time.GetUtcNow()))).Status);
        Assert.Equal(2, issuer.KeyRequests);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, issuer.Token(time.GetUtcNow()))).Status);
        Assert.Equal(3, issuer.KeyRequests);
    }

    [Fact]
    public async Task A_provider_that_does_not_play_by_the_rules_is_503()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(), time);
        using var client = node.Anonymous();
        foreach (var discovery in new Func<HttpContext, Task>[]
        {
            http => Task.FromResult(http.Response.StatusCode = 500),
            http => { http.Response.Redirect("/keys"); return Task.CompletedTask; },
            http => http.Response.WriteAsync("nothing of the kind"),
            http => http.Response.WriteAsync("[]"),
            http => http.Response.WriteAsync($$"""{"issuer":"https://evil.test","jwks_uri":"{{issuer.Url}}/keys"}"""),
            http => http.Response.WriteAsync($$"""{"issuer":"{{issuer.Url}}"}"""),
            http => http.Response.WriteAsync($$"""{"issuer":"{{issuer.Url}}","jwks_uri":"http://keys.acme.test/keys"}"""),
            http => http.Response.WriteAsync($$"""{"issuer":"{{issuer.Url}}","jwks_uri":"https://169.254.169.254/keys"}"""),
        })
        {
            issuer.Discovery = discovery;
            var answer = await Exchange(client, issuer.Token(time.GetUtcNow()));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "OIDC provider discovery failed"), (answer.Status, answer.Detail));
        }
        Assert.Equal(0, issuer.KeyRequests);
    }

    [Theory]
    [InlineData("false", "http://127.0.0.1:1")]
    [InlineData("true", "http://10.0.0.1")]
    [InlineData("false", "https://127.0.0.1:1")]
    public async Task The_issuer_is_public_and_https_unless_development_says_otherwise(string allowLoopback, string url)
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(("OIDC_ALLOW_LOOPBACK_ISSUER", allowLoopback), ("OIDC_ISSUER_URL", url)));
        using var client = node.Anonymous();
        Assert.Equal("OIDC provider discovery failed", (await Exchange(client, "a.b.c")).Detail);
    }

    [Fact]
    public async Task Switched_off_it_is_503_and_a_body_without_token_422()
    {
        await using var node = await TestNode.StartAsync();
        using var client = node.Anonymous();
        var answer = await Exchange(client, "a.b.c");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "OIDC authentication is not enabled on this node"), (answer.Status, answer.Detail));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.Send("POST", Path, "{}")).Status);
    }

    [Fact]
    public async Task Attempts_are_limited_and_audited()
    {
        var time = new FakeTime();
        await using var issuer = await OidcIssuer.StartAsync();
        await using var node = await TestNode.StartAsync(issuer.Settings(("FAILED_AUTH_PER_MINUTE", "2")), time);
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        // The key is looked at now, because later this address must wait.
        Assert.Equal(HttpStatusCode.OK, (await auditor.Send("GET", "/v1/me")).Status);
        using var client = node.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, issuer.Token(time.GetUtcNow()))).Status);
        await Exchange(client, "a.b.c");
        await Exchange(client, "a.b.c");
        var limited = await Exchange(client, issuer.Token(time.GetUtcNow()));
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (limited.Status, limited.Headers["Retry-After"]));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await Exchange(client, issuer.Token(time.GetUtcNow()))).Status);
        var entries = (await auditor.Send("GET", "/v1/admin/audit")).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(3, entries.Count(entry => entry.GetProperty("event_type").GetString() == "authentication_failed"));
        var exchange = entries.Last(entry => entry.GetProperty("event_type").GetString() == "admin_action");
        Assert.Equal(("oidc:User-7", "User-7"), (exchange.GetProperty("entity_uri").GetString(), exchange.GetProperty("oidc_sub").GetString()));
        Assert.Equal(("oidc_exchange", 1), (exchange.GetProperty("detail_json").GetProperty("action").GetString(), exchange.GetProperty("detail_json").GetProperty("replaced_keys").GetInt32()));
    }

    private static Task<Http.Answer> Exchange(HttpClient client, string token, string more = "") =>
        client.Send("POST", Path, $$"""{"id_token":"{{token}}"{{more}}}""");
}
