using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Capabilities;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Capability tokens over HTTP (federation contract, section 9).</summary>
public sealed class CapabilityTests : IAsyncLifetime, IDisposable
{
    private const string Acme = "https://acme.example";
    private const string Bot = "stigmem://acme.example/agent/bot";
    private const string Tokens = "/v1/federation/capability-tokens";
    private const string Body = $$"""{"issuer":"{{Acme}}","subject":"{{Bot}}","verb":"write","object":"stigmem://facts/scope:public"}""";
    private readonly FakeTime _time = new(Organisation.Now);
    private readonly Organisation _acme = new(Acme, 1);
    private TestNode _node = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync() => (_node, _client) = await StartAsync(("NODE_PRIVATE_KEY", _acme.SeedText));

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    public void Dispose() => _acme.Dispose();

    [Fact]
    public async Task A_token_is_issued_verified_revoked_and_audited()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        Assert.Equal(HttpStatusCode.Created, issued.Status);
        Assert.True(CapabilityToken.TryParse(issued["token_json"], out var token), issued.Text);
        Assert.True(token.IsSignedBy(_acme.Key.PublicKeyText));
        Assert.Equal((token.TokenId, token.Nonce, token.Expiry, Organisation.Text(1.0 / 24)), (issued["token_id"], issued["nonce"], issued["expiry"], issued["expiry"]));
        Assert.Equal("""{"valid":true}""", (await Verify(_client, issued)).Text);
        var revoked = await _client.Send("POST", $"{Tokens}/{token.TokenId}/revoke", """{"reason":"lost"}""");
        Assert.Equal((HttpStatusCode.OK, "revoked", token.TokenId), (revoked.Status, revoked["status"], revoked["token_id"]));
        Assert.Equal("token_revoked", (await Verify(_client, issued))["reason"]);
        Assert.Equal(HttpStatusCode.Conflict, (await _client.Send("POST", $"{Tokens}/{token.TokenId}/revoke", "{}")).Status);
        Assert.Equal(["capability_issued", "capability_rejected", "capability_revoked", "capability_verified"], await AuditedAsync());
    }

    [Fact]
    public async Task A_revocation_is_logged_with_the_signature_of_the_issuer()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        await _client.Send("POST", $"{Tokens}/{issued["token_id"]}/revoke", """{"reason":"lost"}""");
        using var lease = _node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var logged = JsonDocument.Parse(LogRows.Find(lease.Session, 1)!.Payload);
        var text = (string name) => logged.RootElement.GetProperty(name).GetString();
        Assert.True(CapabilityToken.TryParse(issued["token_json"], out var token));
        var revocation = new CapabilityRevocation(text("token_id")!, text("revoked_by")!, text("revoked_at")!, text("reason"));
        Assert.True(revocation.Ends(token, text("signature"), _acme.Manifest(), _time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000));
    }

    [Theory]
    [InlineData("issuer", "null", HttpStatusCode.UnprocessableEntity)]
    [InlineData("subject", "\"\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("verb", "\"fly\"", HttpStatusCode.UnprocessableEntity)]
    [InlineData("object", "7", HttpStatusCode.UnprocessableEntity)]
    [InlineData("ttl_seconds", "7776001", HttpStatusCode.UnprocessableEntity)]
    [InlineData("ttl_seconds", "0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("ttl_seconds", "7776000", HttpStatusCode.Created)]
    [InlineData("issuer", "\"https://other.example\"", HttpStatusCode.Forbidden)]
    [InlineData("subject", "\"user:stranger\"", HttpStatusCode.Forbidden)]
    public async Task What_may_be_issued(string member, string value, HttpStatusCode status)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Body)!.AsObject();
        body[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
        Assert.Equal(status, (await _client.Send("POST", Tokens, body.ToJsonString())).Status);
    }

    [Fact]
    public async Task Nothing_is_issued_without_permission_manifest_or_key()
    {
        using var reader = await _node.ClientFor(Acme, "read");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Send("POST", Tokens, Body)).Status);
        using var unknown = await _node.ClientFor("https://new.example", "write");
        var none = await unknown.Send("POST", Tokens, Body.Replace(Acme, "https://new.example", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        _time.Advance(TimeSpan.FromDays(301));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _client.Send("POST", Tokens, Body)).Status);
        _time.Advance(TimeSpan.FromDays(-301));
        var (keyless, client) = await StartAsync();
        await using (keyless)
        using (client)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.Send("POST", Tokens, Body)).Status);
        using var rival = new Organisation(Acme, 2);
        var (other, wrong) = await StartAsync(("NODE_PRIVATE_KEY", rival.SeedText));
        await using (other)
        using (wrong)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await wrong.Send("POST", Tokens, Body)).Status);
    }

    [Fact]
    public async Task A_foreign_token_holds_where_its_issuer_is_known()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        var (other, client) = await StartAsync();
        await using (other)
        using (client)
            Assert.Equal("""{"valid":true}""", (await Verify(client, issued)).Text);
        await using var stranger = await TestNode.StartAsync(time: _time);
        using var nobody = await stranger.ClientFor("user:x", "read");
        Assert.Equal("token_invalid", (await Verify(nobody, issued))["reason"]);
        var (strict, careful) = await StartAsync(("TRUST_MODE", "strict"), ("NODE_PRIVATE_KEY", Organisation.OtherSeed));
        await using (strict)
        using (careful)
            Assert.Equal("token_invalid", (await Verify(careful, issued))["reason"]);
    }

    [Fact]
    public async Task A_strict_node_trusts_its_own_tokens()
    {
        var (strict, client) = await StartAsync(("TRUST_MODE", "strict"), ("NODE_PRIVATE_KEY", _acme.SeedText));
        await using (strict)
        using (client)
            Assert.Equal("""{"valid":true}""", (await Verify(client, await client.Send("POST", Tokens, Body))).Text);
    }

    [Fact]
    public async Task A_changed_or_ended_token_does_not_hold()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        string[] forged =
        [
            "", "{}", "[1]", "\ud83d\ude80", issued["token_json"]!.Replace("\"write\"", "\"admin\"", StringComparison.Ordinal),
            issued["token_json"]!.Replace(":1,", ":2,", StringComparison.Ordinal), issued["token_json"]![..^1] + ",\"x\":1}",
        ];
        foreach (var token in forged)
            Assert.Equal("token_invalid", (await Verify(_client, token))["reason"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _client.Send("POST", $"{Tokens}/verify", "{}")).Status);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("token_expired", (await Verify(_client, issued))["reason"]);
    }

    [Fact]
    public async Task A_retired_key_is_good_for_ninety_days()
    {
        var issued = await _client.Send("POST", Tokens, Body[..^1] + ",\"ttl_seconds\":7776000}");
        using var next = new Organisation(Acme, 2);
        _time.Advance(TimeSpan.FromDays(1));
        var manifest = next.TakeOver(_acme, 1);
        manifest = (manifest with { Entities = [Acme, Bot] }).Sign(next.Key);
        Assert.Equal(HttpStatusCode.OK, (await _client.Send("PUT", "/v1/federation/manifest", Organisation.Json(manifest))).Status);
        Assert.Equal("""{"valid":true}""", (await Verify(_client, issued)).Text);
    }

    [Fact]
    public async Task Only_issuer_and_subject_revoke_what_is_known()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        using var stranger = await _node.ClientFor("user:stranger", "read", "write", "admin");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Send("POST", $"{Tokens}/{issued["token_id"]}/revoke", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.Send("POST", $"{Tokens}/{Guid.Empty}/revoke", "{}")).Status);
        using var bot = await _node.ClientFor(Bot, "write");
        Assert.Equal(HttpStatusCode.OK, (await bot.Send("POST", $"{Tokens}/{issued["token_id"]}/revoke", "{}")).Status);
    }

    [Fact]
    public async Task An_ended_token_is_forgotten_a_day_later()
    {
        var issued = await _client.Send("POST", Tokens, Body);
        var job = _node.App.Services.GetRequiredService<CapabilitySweepJob>();
        foreach (var (advance, status) in new[] { (TimeSpan.FromHours(24), HttpStatusCode.OK), (TimeSpan.FromHours(1), HttpStatusCode.NotFound) })
        {
            _time.Advance(advance);
            await job.RunOnceAsync(default);
            Assert.Equal(status, (await _client.Send("POST", $"{Tokens}/{issued["token_id"]}/revoke", "{}")).Status);
        }
    }

    /// <summary>A node that knows the organisation, and a key of the organisation there.</summary>
    private async Task<(TestNode Node, HttpClient Client)> StartAsync(params (string Name, string Value)[] settings)
    {
        var node = await TestNode.StartAsync(settings.ToDictionary(one => one.Name, one => one.Value), _time);
        var client = await node.ClientFor(Acme, "read", "write", "admin", "audit.read");
        var published = await client.Send("PUT", "/v1/federation/manifest", Organisation.Json(_acme.Manifest(entities: Bot)));
        Assert.True(published.Status == HttpStatusCode.OK, published.Text);
        return (node, client);
    }

    private static Task<Http.Answer> Verify(HttpClient client, Http.Answer issued) => Verify(client, issued["token_json"]!);

    private static Task<Http.Answer> Verify(HttpClient client, string token) =>
        client.Send("POST", $"{Tokens}/verify", $$"""{"token_json":"{{JsonEncodedText.Encode(token)}}"}""");

    private async Task<IEnumerable<string?>> AuditedAsync()
    {
        var entries = (await _client.Send("GET", "/v1/admin/audit?limit=100")).Json.GetProperty("entries");
        return entries.EnumerateArray().Select(entry => entry.GetProperty("event_type").GetString()).Where(type => type!.StartsWith("capability", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }
}
