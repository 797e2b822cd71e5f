using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Tests.Audit;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Aliases;

public sealed class AliasTests
{
    [Fact]
    public async Task Creates_lists_replaces_and_deletes()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var made = await ada.Alias(" User:Al ", "user:Alice B");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(["raw_uri", "canonical_uri", "kind", "created_at"], made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("user:al", "user:alice-b", "user"), (made["raw_uri"], made["canonical_uri"], made["kind"]));
        await ada.Alias("stigmem://acme.test/user/al", "user:alice-b");
        await ada.Alias("user:bob", "user:robert");
        await Migrated(node, "User:Old", "user:old");
        Assert.Equal(["user:bob", "stigmem://acme.test/user/al", "user:al", "User:Old"], await ada.Raws());
        Assert.Equal(["user:bob", "stigmem://acme.test/user/al", "user:al"], await ada.Raws("?kind=user"));
        Assert.Equal(["User:Old"], await ada.Raws("?kind=migration"));
        Assert.Equal(["stigmem://acme.test/user/al", "user:al"], await ada.Raws("?canonical_uri=user:alice-b"));
        Assert.Empty(await ada.Raws("?canonical_uri=User:Alice-B"));

        var replaced = await ada.Alias("user:al", "user:albert");
        Assert.Equal("user:albert", replaced["canonical_uri"]);
        Assert.Equal(["stigmem://acme.test/user/al"], await ada.Raws("?canonical_uri=user:alice-b"));
        foreach (var path in new[] { "User:Al", "stigmem%3A%2F%2Facme.test%2Fuser%2Fal", "user:bob" })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", $"/v1/aliases/{path}")).Status);
            (await ada.Send("DELETE", $"/v1/aliases/{path}")).Refused(HttpStatusCode.NotFound, "alias not found");
        }
        (await ada.Send("DELETE", "/v1/aliases/User:Old")).Refused(
            HttpStatusCode.Forbidden, "migration aliases are managed by the migration sweep and cannot be deleted via API");
        Assert.Equal(4, node.AuditOf("alias_create").Count);
        Assert.Contains("\"previous_canonical_uri\": \"user:alice-b\"", node.AuditOf("alias_create")[3].Detail, StringComparison.Ordinal);
        Assert.Equal(3, node.AuditOf("alias_delete").Count);
    }

    [Fact]
    public async Task Refuses_what_the_contract_refuses()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var reader = await node.ClientFor("agent:reader", "read");
        using var mute = await node.ClientFor("agent:mute", "write");
        (await ada.Alias("User:X", "user:x")).Refused(HttpStatusCode.BadRequest, "raw_uri and canonical_uri must differ after normalization: 'user:x'");
        (await ada.Alias(" ", "user:x")).Refused(HttpStatusCode.BadRequest, "entity URI must not be empty");
        (await ada.Alias("user:x", "")).Refused(HttpStatusCode.BadRequest, "entity URI must not be empty");
        (await reader.Alias("user:a", "user:b")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await reader.Send("DELETE", "/v1/aliases/user:a")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await mute.Send("GET", "/v1/aliases")).Refused(HttpStatusCode.Forbidden, "read permission required");
        (await ada.Send("GET", "/v1/aliases?kind=other")).Refused(HttpStatusCode.BadRequest, "kind must be one of ['migration', 'user']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", "/v1/aliases", """{"raw_uri":"user:a"}""")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", "/v1/aliases", """{"raw_uri":1,"canonical_uri":"user:a"}""")).Status);
    }

    [Fact]
    public async Task Keeps_one_hop_enough()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        await anyone.Alias("user:a", "user:b");
        (await anyone.Alias("user:z", "user:a")).Refused(HttpStatusCode.Conflict, "canonical_uri is itself an alias; use 'user:b'");
        (await anyone.Alias("user:b", "user:c")).Refused(HttpStatusCode.Conflict, "raw_uri is what other aliases stand for; change 'user:a' first");
        (await anyone.Alias("user:b", "user:a")).Refused(HttpStatusCode.Conflict, "canonical_uri is itself an alias; use 'user:b'");
        Assert.Equal(HttpStatusCode.Created, (await anyone.Alias("user:a", "user:c")).Status);
        Assert.Equal(HttpStatusCode.Created, (await anyone.Alias("user:b", "user:c")).Status);
    }

    [Fact]
    public async Task Lets_writers_take_only_what_is_nobody_elses()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        await ada.AssertFact("user:known", "memory:note", "by ada", "agent:eve");
        (await eve.Alias("user:known", "user:trap")).Refused(HttpStatusCode.Forbidden, "raw_uri is in use by others; only an admin may redirect it");
        (await eve.Alias("agent:ada", "agent:eve")).Refused(HttpStatusCode.Forbidden, "raw_uri is in use by others; only an admin may redirect it");
        Assert.Equal(HttpStatusCode.Created, (await ada.Alias("user:known", "user:well-known")).Status);
        (await eve.Alias("user:known", "user:trap")).Refused(HttpStatusCode.Forbidden, "the alias belongs to another entity; only an admin may replace it");
        (await eve.Send("DELETE", "/v1/aliases/user:known")).Refused(HttpStatusCode.Forbidden, "the alias belongs to another entity; only an admin may delete it");
        Assert.Equal(HttpStatusCode.Created, (await eve.Alias("agent:eve", "agent:eva")).Status);
        Assert.Equal(HttpStatusCode.Created, (await chief.Alias("user:known", "user:official")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await chief.Send("DELETE", "/v1/aliases/user:known")).Status);
        foreach (var (raw, canonical) in new[] { ("user:x", "system:stigmem"), ("system:stigmem", "user:x"), ("user:x", "stigmem:conflict:1") })
            (await eve.Alias(raw, canonical)).Refused(HttpStatusCode.Forbidden, "reserved_name");
    }

    [Fact]
    public async Task Redirects_asserts_and_widens_queries()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        await anyone.AssertFact("user:al", "memory:note", "before", "agent:a");
        await anyone.Alias("user:al", "user:alice");
        await anyone.Alias("agent:b", "agent:bob");
        var after = await anyone.AssertFact("User:Al", "memory:other", "after", "agent:B");
        Assert.Equal(("user:alice", "agent:bob"), (after["entity"], after["source"]));
        Assert.Equal(["after", "before"], await anyone.Values("user:alice"));
        Assert.Single((await anyone.Send("GET", "/v1/facts?source=agent:bob")).Json.GetProperty("facts").EnumerateArray());
        await anyone.Send("DELETE", "/v1/aliases/user:al");
        Assert.Equal(["after"], await anyone.Values("user:alice"));
        Assert.Equal("user:al", (await anyone.AssertFact("user:al", "memory:late", "x", "agent:a"))["entity"]);
    }

    [Fact]
    public async Task Keeps_tenants_apart_and_survives_a_restart()
    {
        using var folder = new TempFolder();
        var settings = new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" };
        await using (var node = await TestNode.StartAsync(settings, databasePath: folder.File("stigmem.db")))
        {
            using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
            using var blue = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "blue" });
            await red.Alias("user:al", "user:alice");
            Assert.Empty(await blue.Raws());
            Assert.Equal("user:al", (await blue.AssertFact("user:al", "memory:note", "x", "agent:a"))["entity"]);
            (await blue.Send("DELETE", "/v1/aliases/user:al")).Refused(HttpStatusCode.NotFound, "alias not found");
            Assert.Equal("red", Assert.Single(node.AuditOf("alias_create")).Tenant);
        }
        await using var again = await TestNode.StartAsync(settings, databasePath: folder.File("stigmem.db"));
        using var sameRed = await again.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        Assert.Equal(["user:al"], await sameRed.Raws());
    }

    /// <summary>An alias as the sweep over old entities would leave it.</summary>
    private static Task<bool> Migrated(TestNode node, string rawUri, string canonicalUri)
    {
        var aliases = node.App.Services.GetRequiredService<AliasDirectory>();
        return node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            aliases.Put(session, new EntityAlias("default", rawUri, canonicalUri, EntityAlias.MigrationKind, "system:stigmem", 1));
            return true;
        });
    }
}
