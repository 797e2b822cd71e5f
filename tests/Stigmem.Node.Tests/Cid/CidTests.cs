using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Cid;

public sealed class CidTests
{
    [Fact]
    public async Task Verifies_what_is_stored()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var fact = await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        var path = $"/v1/facts/{fact["id"]}/verify-cid";
        Assert.Equal($$"""{"cid_valid":true,"computed_cid":"{{fact["cid"]}}","stored_cid":"{{fact["cid"]}}","mismatch_reason":null}""", (await ada.Send("POST", path)).Text);
        RawStore.Tamper(node.DatabasePath, "UPDATE facts SET value_v = '2'");
        var forged = (await ada.Send("POST", path, "ignored")).Json;
        Assert.Equal((false, fact["cid"], "stored_cid does not match computed_cid"),
            (forged.GetProperty("cid_valid").GetBoolean(), forged.GetProperty("stored_cid").GetString(), forged.GetProperty("mismatch_reason").GetString()));
        Assert.NotEqual(fact["cid"], forged.GetProperty("computed_cid").GetString());
    }

    [Theory]
    [InlineData("POST", "verify-cid")]
    [InlineData("GET", "provenance")]
    public async Task Facts_are_refused_as_on_get(string method, string route)
    {
        await using var node = await TestNode.StartAsync();
        await node.MakeGarden("secrets", "agent:ada");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        using var writer = await node.ClientFor("agent:writer", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read"], Scopes = ["public"] });
        var fact = await ada.AssertFact("user:x", "memory:a", "1", "agent:ada", more: ""","garden_id":"secrets" """);
        var path = $"/v1/facts/{fact["id"]}/{route}";
        Assert.Equal(HttpStatusCode.OK, (await ada.Send(method, path)).Status);
        await Refused(eve, path, HttpStatusCode.Forbidden, "not a member of this garden");
        await Refused(writer, path, HttpStatusCode.Forbidden, "read permission required");
        await Refused(narrow, path, HttpStatusCode.Forbidden, "scope not permitted for this key");
        await Refused(ada, $"/v1/facts/{Guid.NewGuid()}/{route}", HttpStatusCode.NotFound, "fact not found");
        await Refused(ada, $"/v1/facts/{fact["cid"]}/{route}", HttpStatusCode.NotFound, "fact not found");
        await node.Quarantine(fact["id"]!);
        await Refused(ada, path, HttpStatusCode.NotFound, "fact not found");

        async Task Refused(HttpClient client, string target, HttpStatusCode status, string detail)
        {
            var answer = await client.Send(method, target);
            Assert.Equal((status, detail), (answer.Status, answer.Detail));
        }
    }

    [Fact]
    public async Task Provenance_names_the_origins_that_the_caller_may_read()
    {
        await using var node = await TestNode.StartAsync();
        await node.MakeGarden("secrets", "agent:ada");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        var open = await ada.AssertFact("user:open", "memory:a", "1", "agent:ada");
        var hidden = await ada.AssertFact("user:hidden", "memory:a", "1", "agent:ada", more: ""","garden_id":"secrets" """);
        var root = await ada.AssertFact("user:x", "memory:sum", "1", "agent:ada", more:
            $$""","derived_from":[{"fact_id":"{{open["id"]}}","hash":"{{open["cid"]}}"},{"hash":"{{open["cid"]}}"},{"fact_id":"{{hidden["id"]}}"},{"hash":"{{hidden["cid"]}}"},{"fact_id":"{{Guid.Empty}}"},{"hash":"md5:x"},{}]""");
        Assert.Equal(HttpStatusCode.Created, root.Status);
        var path = $"/v1/facts/{root["id"]}/provenance";
        var own = (await ada.Send("GET", path)).Json;
        Assert.Equal((root["id"], root["cid"]), (own.GetProperty("fact_id").GetString(), own.GetProperty("cid").GetString()));
        Assert.Equal([true, true, true, true, false, false, false], own.GetProperty("derived_from").EnumerateArray().Select(entry => entry.GetProperty("exists").GetBoolean()));
        var foreign = (await eve.Send("GET", path)).Json.GetProperty("derived_from").EnumerateArray().ToList();
        Assert.Equal($$"""{"hash":"{{open["cid"]}}","fact_id":"{{open["id"]}}","entity":"user:open","exists":true}""", foreign[0].GetRawText());
        Assert.Equal(open["id"], foreign[1].GetProperty("fact_id").GetString());
        Assert.Equal("""{"hash":"","fact_id":null,"entity":null,"exists":false}""", foreign[2].GetRawText());
        Assert.Equal($$"""{"hash":"{{hidden["cid"]}}","fact_id":null,"entity":null,"exists":false}""", foreign[3].GetRawText());
        Assert.Empty((await eve.Send("GET", $"/v1/facts/{open["id"]}/provenance")).Json.GetProperty("derived_from").EnumerateArray());
    }

    [Fact]
    public async Task Backfill_has_nothing_to_do_and_says_so_to_admins()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var admin = await node.ClientFor("user:root", "admin", "write");
        using var acme = await node.ClientFor(new KeyGrant { EntityUri = "user:acme", Permissions = ["admin", "write"], Tenant = "acme" });
        const string path = "/v1/admin/cid-backfill/status";
        Assert.Equal("""{"total_facts":0,"backfilled_facts":0,"pending_facts":0,"backfill_complete":true}""", (await admin.Send("GET", path)).Text);
        await admin.AssertFact("user:x", "memory:a", "1", "user:root");
        await admin.AssertFact("user:x", "memory:b", "1", "user:root");
        await acme.AssertFact("user:x", "memory:a", "1", "user:acme");
        Assert.Equal(3, (await admin.Send("GET", path)).Json.GetProperty("backfilled_facts").GetInt64());
        Assert.Equal(1, (await acme.Send("GET", path)).Json.GetProperty("total_facts").GetInt64());
        using var reader = await node.ClientFor("user:reader", "read");
        var refused = await reader.Send("GET", path);
        Assert.Equal((HttpStatusCode.Forbidden, "admin permission required"), (refused.Status, refused.Detail));
        await using var open = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var nobody = open.Anonymous();
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.Send("GET", path)).Status);
    }

    [Fact]
    public async Task Counts_survive_a_restart()
    {
        using var folder = new TempFolder();
        await using (var first = await TestNode.StartAsync(databasePath: folder.File("n.db")))
        {
            using var ada = await first.ClientFor("agent:ada", "write");
            await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        }
        await using var second = await TestNode.StartAsync(databasePath: folder.File("n.db"));
        using var admin = await second.ClientFor("user:root", "admin");
        Assert.Equal(1, (await admin.Send("GET", "/v1/admin/cid-backfill/status")).Json.GetProperty("total_facts").Deserialize<long>());
    }
}
