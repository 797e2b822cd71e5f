using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Manifests;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Manifests of organisations over HTTP (federation contract, section 8).</summary>
public sealed class ManifestTests : IAsyncLifetime, IDisposable
{
    private const string Acme = "https://acme.example";
    private const string Put = "/v1/federation/manifest";
    private readonly FakeTime _time = new(Organisation.Now);
    private readonly Organisation _acme = new(Acme, 1);
    private readonly Organisation _next = new(Acme, 2);
    private TestNode _node = null!;
    private HttpClient _acmeAdmin = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(new Dictionary<string, string> { ["NODE_PRIVATE_KEY"] = _acme.SeedText, ["MANIFEST_ENTITIES"] = "stigmem://a/agent/bot" }, _time);
        _acmeAdmin = await _node.ClientFor(Acme, "read", "write", "admin", "audit.read");
    }

    public async Task DisposeAsync()
    {
        _acmeAdmin.Dispose();
        await _node.DisposeAsync();
    }

    public void Dispose()
    {
        _acme.Dispose();
        _next.Dispose();
    }

    [Fact]
    public async Task A_published_manifest_is_logged_audited_and_read_back()
    {
        var manifest = _acme.Manifest();
        var answer = await Publish(manifest);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((Acme, manifest.KeyId, manifest.IssuedAt, manifest.ExpiresAt), (answer["entity_uri"], answer["key_id"], answer["issued_at"], answer["expires_at"]));
        var entry = answer.Json.GetProperty("log_entry");
        Assert.Equal(0, entry.GetProperty("log_index").GetInt64());
        using var payload = JsonDocument.Parse(Organisation.Json(manifest));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(CanonicalJson.WriteJcs(payload.RootElement))), entry.GetProperty("leaf_hash").GetString());
        Assert.False(answer.Json.TryGetProperty("tl_warning", out _));
        foreach (var path in new[] { Acme, Uri.EscapeDataString(Acme) })
        {
            var read = await _acmeAdmin.Send("GET", $"{Put}/{path}");
            Assert.Equal((HttpStatusCode.OK, manifest.Signature), (read.Status, read["signature"]));
            Assert.Equal(0, read.Json.GetProperty("log_entry").GetProperty("log_index").GetInt64());
        }
        Assert.Contains("\"proof\": \"caller\"", await Audited("manifest_stored"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_manifest_twice_is_logged_once()
    {
        await Publish(_acme.Manifest());
        var again = await Publish(_acme.Manifest());
        Assert.Equal((HttpStatusCode.OK, 0L), (again.Status, again.Json.GetProperty("log_entry").GetProperty("log_index").GetInt64()));
        using var anybody = _node.Anonymous();
        Assert.Equal(1, (await anybody.Send("GET", "/v1/federation/log/head")).Json.GetProperty("tree_size").GetInt64());
    }

    [Fact]
    public async Task Only_admins_publish_and_only_for_whom_something_speaks()
    {
        using var writer = await _node.ClientFor(Acme, "read", "write", "federate", "admin:federation");
        Assert.Equal(HttpStatusCode.Forbidden, (await Publish(_acme.Manifest(), writer)).Status);
        await using var tenants = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" }, _time);
        using var foreigner = await tenants.ClientFor(new KeyGrant { EntityUri = Acme, Permissions = ["admin"], Tenant = "other" });
        Assert.Equal(HttpStatusCode.Forbidden, (await Publish(_acme.Manifest(), foreigner)).Status);
        // A name that no address serves, so that nothing is asked of the network.
        using var squatted = new Organisation("stigmem://acme.example/org", 3);
        using var stranger = await _node.ClientFor("user:stranger", "admin");
        var refused = await Publish(squatted.Manifest(), stranger);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("nothing proves", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("nothing proves", await Audited("manifest_rejected"), StringComparison.Ordinal);
        using var op = await _node.ClientFor("user:operator", "admin", "admin:federation");
        Assert.Equal(HttpStatusCode.OK, (await Publish(squatted.Manifest(), op)).Status);
        Assert.Contains("\"proof\": \"operator\"", await Audited("manifest_stored"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_key_is_not_replaced_under_its_old_id_nor_by_an_older_or_rival_manifest()
    {
        await Publish(_acme.Manifest(day: -1));
        var forged = (_next.Manifest() with { KeyId = ManifestKeys.IdOf(_acme.Key) }).Sign(_next.Key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Publish(forged)).Status);
        foreach (var manifest in new[] { _next.Manifest(), _acme.Manifest(day: -2), _acme.Manifest(day: -1, entities: "user:other") })
        {
            var refused = await Publish(manifest);
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.StartsWith("manifest update rejected: ", refused.Detail, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await Publish(_next.TakeOver(_acme, 0))).Status);
        Assert.Equal(_next.Key.PublicKeyText, (await _acmeAdmin.Send("GET", $"{Put}/{Acme}"))["public_key"]);
    }

    [Fact]
    public async Task A_retiring_key_says_in_the_log_that_it_retires()
    {
        await Publish(_acme.Manifest(day: -1));
        await Publish(_next.TakeOver(_acme, 0));
        var expected = new KeyRotationEntry
        {
            EntityUri = Acme,
            OldKeyId = ManifestKeys.IdOf(_acme.Key),
            NewKeyId = ManifestKeys.IdOf(_next.Key),
            RotatedAt = Organisation.Text(0),
            DualTrustExpiresAt = Organisation.Text(90),
            ManifestLogIndex = 1,
        }.Sign(_acme.Key);
        using var lease = _node.App.Services.GetRequiredService<SqlEngine>().Read();
        Assert.Equal(expected, LogRows.Find(lease.Session, 2)!.Payload);
    }

    [Fact]
    public async Task What_does_not_hold_by_itself_is_refused()
    {
        var good = _acme.Manifest();
        var rotation = RotationEvent.Create(_acme.Key, _next.Key, Organisation.Text(0));
        OrgManifest[] bad =
        [
            good with { Entities = ["user:more"] },
            _acme.Manifest(lifeDays: 731), _acme.Manifest(lifeDays: 0), _acme.Manifest(day: -10, lifeDays: 5),
            (good with { IssuedAt = "soon" }).Sign(_acme.Key),
            (good with { RotationEvents = [.. Enumerable.Repeat(rotation, 101)] }).Sign(_acme.Key),
        ];
        foreach (var manifest in bad)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Publish(manifest)).Status);
        foreach (var json in new[] { "{}", "[]", """{"entity_uri":""}""", Organisation.Json(good).Replace("\"entities\"", "\"entity\"", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _acmeAdmin.Send("PUT", Put, json)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _acmeAdmin.Send("GET", $"{Put}/{Acme}")).Status);
    }

    [Fact]
    public async Task Ten_an_hour_for_each_organisation()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await Publish(_acme.Manifest())).Status);
        var refused = await Publish(_acme.Manifest());
        Assert.Equal((HttpStatusCode.TooManyRequests, "360"), (refused.Status, refused.Headers["Retry-After"]));
        using var other = new Organisation("https://beta.example", 4);
        using var beta = await _node.ClientFor(other.EntityUri, "admin");
        Assert.Equal(HttpStatusCode.OK, (await Publish(other.Manifest(), beta)).Status);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.OK, (await Publish(_acme.Manifest())).Status);
    }

    [Fact]
    public async Task The_node_serves_its_own_manifest_and_renews_it_in_time()
    {
        using var anybody = _node.Anonymous();
        var first = await anybody.Send("GET", "/.well-known/stigmem-manifest.json");
        Assert.Equal(("http://localhost:8765", _acme.Key.PublicKeyText), (first["entity_uri"], first["public_key"]));
        Assert.Contains("stigmem://a/agent/bot", first.Json.GetProperty("entities").EnumerateArray().Select(uri => uri.GetString()));
        _time.Advance(TimeSpan.FromDays(300));
        Assert.Equal(first.Text, (await anybody.Send("GET", "/.well-known/stigmem-manifest.json")).Text);
        _time.Advance(TimeSpan.FromDays(40));
        var second = await anybody.Send("GET", "/.well-known/stigmem-manifest.json");
        Assert.NotEqual(first["issued_at"], second["issued_at"]);
        var read = await _acmeAdmin.Send("GET", $"{Put}/http://localhost:8765");
        Assert.Equal((second["signature"], 1L), (read["signature"], read.Json.GetProperty("log_entry").GetProperty("log_index").GetInt64()));
    }

    [Fact]
    public async Task A_manifest_from_the_future_does_not_make_every_request_write()
    {
        using var own = new Organisation("http://localhost:8765", 1);
        Assert.Equal(HttpStatusCode.OK, (await Publish(own.Manifest(day: 1))).Status);
        using var anybody = _node.Anonymous();
        var first = await anybody.Send("GET", "/.well-known/stigmem-manifest.json");
        Assert.Equal(first.Text, (await anybody.Send("GET", "/.well-known/stigmem-manifest.json")).Text);
        Assert.Contains("stigmem://a/agent/bot", first.Text, StringComparison.Ordinal);
        Assert.Equal("", await Audited("manifest_rejected"));
    }

    [Fact]
    public async Task The_name_of_the_node_is_for_its_own_key_only()
    {
        using var impostor = new Organisation("http://localhost:8765", 2);
        using var op = await _node.ClientFor("user:operator", "admin", "admin:federation");
        Assert.Equal(HttpStatusCode.Forbidden, (await Publish(impostor.Manifest(), op)).Status);
    }

    [Fact]
    public async Task A_node_without_a_key_serves_none()
    {
        await using var node = await TestNode.StartAsync();
        using var anybody = node.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Send("GET", "/.well-known/stigmem-manifest.json")).Status);
    }

    [Theory]
    [InlineData("relaxed", HttpStatusCode.OK)]
    [InlineData("strict", HttpStatusCode.ServiceUnavailable)]
    public async Task Without_a_log_strict_nodes_refuse_and_others_warn(string mode, HttpStatusCode status)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["TL_BACKEND"] = "off", ["TRUST_MODE"] = mode, ["NODE_PRIVATE_KEY"] = Organisation.OtherSeed }, _time);
        using var admin = await node.ClientFor(Acme, "admin");
        var answer = await Publish(_acme.Manifest(), admin);
        Assert.Equal(status, answer.Status);
        Assert.Contains("STIGMEM_TL_BACKEND=off", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_compat_flag_lets_writers_publish()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MANIFEST_PUBLISH_WITH_WRITE"] = "true" }, _time);
        using var writer = await node.ClientFor(Acme, "write");
        Assert.Equal(HttpStatusCode.OK, (await Publish(_acme.Manifest(), writer)).Status);
    }

    [Fact]
    public async Task An_address_vouches_for_a_first_manifest_and_is_asked_again_when_it_has_expired()
    {
        await using var served = await FederatedNode.StartAsync(null, ("NODE_PRIVATE_KEY", _acme.SeedText));
        var clock = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["FEDERATION_ENABLED"] = "true", ["FEDERATION_INSECURE"] = "true" }, clock);
        using var admin = await node.ClientFor("user:admin", "admin", "read");
        using var organisation = new Organisation(served.Url, 1);
        using var impostor = new Organisation(served.Url, 9);
        var yesterday = (clock.GetUtcNow() - Organisation.Now).TotalDays - 1;
        Assert.Equal(HttpStatusCode.Forbidden, (await Publish(impostor.Manifest(yesterday), admin)).Status);
        var brief = organisation.Manifest(yesterday, lifeDays: 2);
        Assert.Equal(HttpStatusCode.OK, (await Publish(brief, admin)).Status);
        Assert.Equal(brief.Signature, (await admin.Send("GET", $"{Put}/{served.Url}"))["signature"]);
        clock.Advance(TimeSpan.FromDays(2));
        var fresh = await admin.Send("GET", $"{Put}/{served.Url}");
        using var anybody = served.Node.Anonymous();
        Assert.Equal((await anybody.Send("GET", "/.well-known/stigmem-manifest.json"))["signature"], fresh["signature"]);
        await served.Node.App.StopAsync();
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Send("GET", $"{Put}/{served.Url}")).Status);
    }

    private Task<Http.Answer> Publish(OrgManifest manifest, HttpClient? client = null) => (client ?? _acmeAdmin).Send("PUT", Put, Organisation.Json(manifest));

    private async Task<string> Audited(string type)
    {
        var entries = (await _acmeAdmin.Send("GET", $"/v1/admin/audit?event_type={type}&limit=100")).Json.GetProperty("entries");
        return string.Join("\n", entries.EnumerateArray().Select(entry => entry.GetProperty("detail").ToString()));
    }
}
