using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class KeyLifeTests
{
    private const string RawKey = "a-key-of-at-least-thirty-two-characters-0001";
    private const string NextKey = "a-key-of-at-least-thirty-two-characters-0002";

    [Fact]
    public async Task Its_holder_and_admins_revoke_a_key_and_strangers_do_not()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        using var ada = await node.ClientFor("user:ada", "read");
        using var eve = await node.ClientFor("user:eve", "read", "write");
        var id = await OwnKey(ada);
        var refused = await eve.Send("DELETE", $"/v1/auth/keys/{id}");
        Assert.Equal((HttpStatusCode.Forbidden, "Cannot revoke another entity's key"), (refused.Status, refused.Detail));
        var unknown = await eve.Send("DELETE", $"/v1/auth/keys/{Guid.NewGuid()}");
        Assert.Equal((HttpStatusCode.NotFound, "Key not found"), (unknown.Status, unknown.Detail));
        Assert.Equal("Key not found", (await eve.Send("DELETE", "/v1/auth/keys/none")).Detail);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", $"/v1/auth/keys/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Send("GET", "/v1/me")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Send("DELETE", $"/v1/auth/keys/{await OwnKey(eve)}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await eve.Send("GET", "/v1/me")).Status);
    }

    [Fact]
    public async Task Under_load_a_revoked_key_never_answers_after_the_revocation_did()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        using var ada = await node.ClientFor("user:ada", "read", "write");
        var id = await OwnKey(ada);
        var isRevoked = 0;
        var late = 0;
        var answered = 0;
        var loads = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var wasRevoked = Volatile.Read(ref isRevoked);
                var status = (await ada.Send("GET", "/v1/me")).Status;
                if (status != HttpStatusCode.OK)
                    return;
                Interlocked.Increment(ref answered);
                Interlocked.Add(ref late, wasRevoked);
            }
        })).ToArray();
        while (Volatile.Read(ref answered) < 50)
            await Task.Yield();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Send("DELETE", $"/v1/auth/keys/{id}")).Status);
        Volatile.Write(ref isRevoked, 1);
        await Task.WhenAll(loads);
        Assert.Equal(0, late);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Send("GET", "/v1/me")).Status);
    }

    [Fact]
    public async Task After_rotation_both_keys_work_until_the_overlap_ends()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{RawKey}}","entity_uri":"user:ada","permissions":["write","read"],"allowed_scopes":["local","team"]}""");
        using var old = node.ClientWith(RawKey);
        using var fresh = node.ClientWith(NextKey);
        var rotated = await old.Send("POST", $"/v1/auth/keys/{created["id"]}/rotate", $$"""{"raw_key":"{{NextKey}}","overlap_seconds":60}""");
        Assert.Equal(HttpStatusCode.Created, rotated.Status);
        Assert.Equal(created["id"], rotated["previous_key_id"]);
        Assert.Equal("2026-03-04T05:07:07+00:00", rotated["previous_expires_at"]);
        Assert.Equal(created["expires_at"], rotated["expires_at"]);
        Assert.Equal("""["local","team"]""", rotated.Json.GetProperty("allowed_scopes").GetRawText());
        Assert.Equal((await old.Send("GET", "/v1/me")).Text, (await fresh.Send("GET", "/v1/me")).Text);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.Send("GET", "/v1/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await fresh.Send("GET", "/v1/me")).Status);
        Assert.Equal("Key not found", (await fresh.Send("POST", $"/v1/auth/keys/{created["id"]}/rotate", $$"""{"raw_key":"{{NextKey}}x"}""")).Detail);
    }

    [Fact]
    public async Task Only_an_admin_gives_a_rotated_key_another_life()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{RawKey}}","entity_uri":"user:ada","expires_at":"2026-03-05T00:00:00Z"}""");
        using var old = node.ClientWith(RawKey);
        var path = $"/v1/auth/keys/{created["id"]}/rotate";
        Assert.Equal(HttpStatusCode.Forbidden, (await old.Send("POST", path, $$"""{"raw_key":"{{NextKey}}","expires_at":"2026-04-01T00:00:00Z"}""")).Status);
        Assert.Equal("2026-03-05T00:00:00Z", (await old.Send("POST", path, $$"""{"raw_key":"{{NextKey}}"}"""))["expires_at"]);
        Assert.Equal("2026-06-02T05:06:07+00:00", (await admin.Send("POST", path, $$"""{"raw_key":"{{NextKey}}y"}"""))["expires_at"]);
    }

    [Fact]
    public async Task Rotation_refuses_strangers_and_used_keys()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read");
        using var eve = await node.ClientFor("user:eve", "read");
        var path = $"/v1/auth/keys/{await OwnKey(ada)}/rotate";
        Assert.Equal("Cannot rotate another entity's key", (await eve.Send("POST", path, $$"""{"raw_key":"{{NextKey}}"}""")).Detail);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", path, """{"raw_key":"short"}""")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", path, $$"""{"raw_key":"{{NextKey}}","overlap_seconds":-1}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await ada.Send("POST", path, $$"""{"raw_key":"{{NextKey}}"}""")).Status);
        Assert.Equal((HttpStatusCode.Conflict), (await ada.Send("POST", path, $$"""{"raw_key":"{{NextKey}}"}""")).Status);
    }

    [Fact]
    public async Task The_life_of_a_key_is_in_the_audit_log_and_the_key_is_not()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin", "audit.read");
        var created = await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{RawKey}}","entity_uri":"user:zoë","permissions":["write","read"]}""");
        var rotated = await admin.Send("POST", $"/v1/auth/keys/{created["id"]}/rotate", $$"""{"raw_key":"{{NextKey}}"}""");
        await admin.Send("DELETE", $"/v1/auth/keys/{created["id"]}");
        var audit = await admin.Send("GET", "/v1/admin/audit?event_type=admin_action");
        var details = audit.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("detail").GetString()).ToList();
        Assert.StartsWith(
            $$"""{"action": "api_key_register", "new_key_id": "{{created["id"]}}", "target_entity_uri": "user:zo\u00eb", "permissions": ["read", "write"], "has_expiry": true""",
            details[0], StringComparison.Ordinal);
        Assert.StartsWith($$"""{"action": "api_key_rotate", "new_key_id": "{{rotated["id"]}}",""", details[1], StringComparison.Ordinal);
        Assert.StartsWith($$"""{"action": "api_key_revoke", "key_id": "{{created["id"]}}",""", details[2], StringComparison.Ordinal);
        Assert.DoesNotContain(RawKey, audit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(NextKey, audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_survive_a_restart_and_revoked_ones_do_not()
    {
        using var folder = new TempFolder();
        await using (var first = await TestNode.StartAsync(databasePath: folder.File("n.db")))
        {
            await first.GrantAsync(RawKey, new KeyGrant { EntityUri = "user:ada" });
            await first.GrantAsync(NextKey, new KeyGrant { EntityUri = "user:bob" });
            using var bob = first.ClientWith(NextKey);
            Assert.Equal(HttpStatusCode.NoContent, (await bob.Send("DELETE", $"/v1/auth/keys/{await OwnKey(bob)}")).Status);
        }
        await using var second = await TestNode.StartAsync(databasePath: folder.File("n.db"));
        using var ada = second.ClientWith(RawKey);
        using var gone = second.ClientWith(NextKey);
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gone.Send("GET", "/v1/me")).Status);
        Assert.Equal(-1, (await File.ReadAllTextAsync(folder.File("n.db"), System.Text.Encoding.Latin1)).IndexOf(RawKey, StringComparison.Ordinal));
    }

    private static async Task<string> OwnKey(HttpClient client) =>
        (await client.Send("GET", "/v1/auth/keys")).Json.EnumerateArray().First().GetProperty("id").GetString()!;
}
