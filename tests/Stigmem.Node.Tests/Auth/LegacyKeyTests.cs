using System.Net;
using System.Security.Cryptography;
using System.Text;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

/// <summary>Keys that came with a SHA-256 hash (access contract, section 2).</summary>
public sealed class LegacyKeyTests
{
    private const string RawKey = "a-key-that-was-made-elsewhere-long-ago-01";
    private static readonly ImportedKey Imported = new()
    {
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RawKey))),
        EntityUri = "agent:ada",
        Permissions = ["read", "write"],
    };

    [Fact]
    public async Task Its_first_use_gives_a_key_a_slow_hash_and_an_audit_row()
    {
        await using var node = await TestNode.StartAsync();
        Assert.Null(await NodeKeyImport.AddAsync(node.App, Imported));
        Assert.StartsWith("sha256$", Stored(node), StringComparison.Ordinal);
        using var ada = node.ClientWith(RawKey);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.Send("GET", "/v1/me")));
        Assert.All(answers, me => Assert.Equal((HttpStatusCode.OK, "agent:ada"), (me.Status, me["entity_uri"])));
        var row = Assert.Single(node.AuditOf("api_key_rehashed"));
        Assert.Equal("agent:ada", row.EntityUri);
        Assert.Matches("""^\{"key_id": "[0-9a-f-]{36}", "from": "sha256", "to": "pbkdf2-sha512"\}$""", row.Detail);
        Assert.StartsWith("pbkdf2-sha512$210000$", Stored(node), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/me")).Status);
        Assert.Single(node.AuditOf("api_key_rehashed"));
        using var wrong = node.ClientWith(RawKey + "x");
        Assert.Equal("Invalid or expired API key", (await wrong.Send("GET", "/v1/me")).Detail);
    }

    [Fact]
    public async Task After_the_deadline_only_keys_that_were_used_in_time_work()
    {
        using var folder = new TempFolder();
        var time = new FakeTime();
        var settings = new Dictionary<string, string> { ["LEGACY_SHA256_ACCEPT_UNTIL"] = "2026-03-05" };
        const string late = "another-key-that-was-made-elsewhere-long-ago";
        await using (var node = await TestNode.StartAsync(settings, time, folder.File("n.db")))
        {
            Assert.Null(await NodeKeyImport.AddAsync(node.App, Imported));
            Assert.Null(await NodeKeyImport.AddAsync(node.App, Imported with { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(late))) }));
            using var ada = node.ClientWith(RawKey);
            Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/me")).Status);
            Assert.Single(node.AuditOf("api_key_rehashed"));
        }
        time.Advance(TimeSpan.FromDays(1));
        await using var after = await TestNode.StartAsync(settings, time, folder.File("n.db"));
        using var known = after.ClientWith(RawKey);
        using var unused = after.ClientWith(late);
        Assert.Equal(HttpStatusCode.OK, (await known.Send("GET", "/v1/me")).Status);
        var refused = await unused.Send("GET", "/v1/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "Legacy API key hashes are no longer accepted; rotate the key."), (refused.Status, refused.Detail));
    }

    [Fact]
    public async Task Its_life_is_what_it_was_and_never_longer_than_this_node_gives()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        Assert.Equal("it has expired", await NodeKeyImport.AddAsync(node.App, Imported with { ExpiresAt = "2026-03-04T00:00:00Z" }));
        Assert.Equal("it has expired", await NodeKeyImport.AddAsync(node.App, Imported with { CreatedAt = "2025-12-01" }));
        Assert.Equal("expires_at is no time", await NodeKeyImport.AddAsync(node.App, Imported with { ExpiresAt = "soon" }));
        Assert.Equal("its hash is not SHA-256, and another kind cannot be taken over", await NodeKeyImport.AddAsync(node.App, Imported with { Hash = "$argon2id$v=19$x" }));
        Assert.Equal("it covers no scope", await NodeKeyImport.AddAsync(node.App, Imported with { AllowedScopes = [] }));
        Assert.Null(await NodeKeyImport.AddAsync(node.App, Imported with { ExpiresAt = "2999-01-01" }));
        Assert.Equal("it is here already", await NodeKeyImport.AddAsync(node.App, Imported));
        using var ada = node.ClientWith(RawKey);
        Assert.Equal("2026-06-02T05:06:07+00:00", (await ada.Send("GET", "/v1/auth/keys")).Json[0].GetProperty("expires_at").GetString());
        time.Advance(TimeSpan.FromDays(90));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Send("GET", "/v1/me")).Status);
    }

    [Fact]
    public async Task An_unused_one_can_be_revoked()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["LEGACY_SHA256_ACCEPT_UNTIL"] = "" });
        Assert.Null(await NodeKeyImport.AddAsync(node.App, Imported));
        using var admin = await node.ClientFor("user:root", "admin");
        var expiring = await admin.Send("GET", "/v1/auth/keys/expiring-soon?within_days=365");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Send("DELETE", $"/v1/auth/keys/{expiring.Json[0].GetProperty("id")}")).Status);
        using var ada = node.ClientWith(RawKey);
        Assert.Equal("Invalid or expired API key", (await ada.Send("GET", "/v1/me")).Detail);
    }

    private static string Stored(TestNode node)
    {
        using var session = SqlSession.Open(node.DatabasePath, 1);
        return session.Scalar("SELECT hash FROM api_keys WHERE entity_uri = 'agent:ada'")!;
    }
}
