using System.Net;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

public sealed class AuditQueryTests
{
    [Fact]
    public async Task A_fact_is_the_event_of_its_writing()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var fact = await ada.AssertFact("user:x", "memory:a", "1", "agent:scribe");
        var page = await ada.Send("GET", "/v1/audit");
        Assert.Equal(1, page.Json.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, page.Json.GetProperty("cursor").ValueKind);
        var entry = page.Json.GetProperty("entries")[0];
        Assert.Equal(
            $$"""{"id":"{{fact["id"]}}","fact_id":"{{fact["id"]}}","event_type":"fact_write","entity_uri":"agent:ada","oidc_sub":null,"source":"agent:scribe","attested_key_id":null,"ts":"{{fact["timestamp"]}}","attested_key_entity_uri":null,"attested_key_description":null,"fact_entity":"user:x","fact_relation":"memory:a","fact_value_type":"string","fact_value_v":"1","fact_scope":"local","outcome":"success"}""",
            entry.GetRawText());
    }

    [Fact]
    public async Task Events_without_a_fact_are_listed_among_facts_in_order()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write", "admin");
        await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        await ada.Send("POST", "/v1/auth/keys", """{"raw_key":"a-key-of-at-least-thirty-two-characters","entity_uri":"user:x"}""");
        await ada.AssertFact("user:x", "memory:b", "2", "agent:ada");
        var entries = await Entries(ada, "");
        Assert.Equal(["fact_write", "admin_action", "fact_write"], entries.Select(entry => Text(entry, "event_type")));
        Assert.Equal(["memory:b", null, "memory:a"], entries.Select(entry => Text(entry, "fact_relation")));
        Assert.Equal(("", JsonValueKind.Null), (Text(entries[1], "source"), entries[1].GetProperty("fact_id").ValueKind));
    }

    [Fact]
    public async Task Filters_narrow_both_kinds_of_lines()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write", "admin");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        var first = await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        await bob.AssertFact("user:x", "memory:b", "2", "agent:scribe");
        await ada.Send("POST", "/v1/auth/keys", """{"raw_key":"a-key-of-at-least-thirty-two-characters","entity_uri":"user:x"}""");
        Assert.Equal(2, (await Entries(ada, "?entity_uri=Agent:ADA")).Count);
        Assert.Single(await Entries(ada, "?entity_uri=agent:bob"));
        Assert.Equal("memory:b", Text(Assert.Single(await Entries(ada, "?source=Agent:Scribe")), "fact_relation"));
        Assert.Equal("memory:a", Text(Assert.Single(await Entries(ada, $"?fact_id={first["id"]}")), "fact_relation"));
        Assert.Empty(await Entries(ada, "?fact_id=none"));
        Assert.Empty(await Entries(ada, "?oidc_sub=none"));
        Assert.Empty(await Entries(ada, "?attested=true"));
        Assert.Equal(3, (await Entries(ada, "?attested=false")).Count);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_while_others_write()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write", "admin");
        for (var i = 0; i < 12; i++)
        {
            await ada.AssertFact("user:x", $"memory:r{i}", "1", "agent:ada");
            await ada.Send("DELETE", $"/v1/auth/agent-keys/{Guid.NewGuid()}");
            await ada.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{i}}","entity_uri":"user:x"}""");
        }
        List<string> ids = [];
        var cursor = "";
        do
        {
            var page = await ada.Send("GET", $"/v1/audit?limit=5{cursor}");
            ids.AddRange(page.Json.GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "id")!));
            cursor = page.Json.GetProperty("cursor").GetString() is { } text ? $"&cursor={text}" : "";
            await ada.AssertFact("user:x", $"memory:later{ids.Count}", "1", "agent:ada");
        }
        while (cursor.Length > 0);
        Assert.Equal(24, ids.Count);
        Assert.Equal(24, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("2026-01-01T00:00:00Z|none")]
    [InlineData("2026-01-01T00:00:00Z|0197a3a4-0000-7000-8000-000000000000")]
    [InlineData("%7C")]
    public async Task A_cursor_that_nobody_handed_out_is_ignored(string cursor)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        Assert.Single(await Entries(ada, $"?cursor={cursor}"));
    }

    [Fact]
    public async Task Limits_and_rights_are_checked_in_that_order()
    {
        await using var node = await TestNode.StartAsync();
        using var writer = await node.ClientFor("agent:ada", "write");
        foreach (var path in (string[])["/v1/audit", "/v1/audit/export"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await writer.Send("GET", path + "?limit=0")).Status);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await writer.Send("GET", path + "?attested=perhaps")).Status);
            var refused = await writer.Send("GET", path);
            Assert.Equal((HttpStatusCode.Forbidden, "read permission required"), (refused.Status, refused.Detail));
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await writer.Send("GET", "/v1/audit?limit=501")).Status);
        Assert.Equal("read permission required", (await writer.Send("GET", $"/v1/audit/facts/{Guid.NewGuid()}")).Detail);
        using var nobody = node.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Send("GET", "/v1/audit")).Status);
    }

    [Fact]
    public async Task A_fact_that_the_reader_may_not_see_is_a_line_without_its_content()
    {
        await using var node = await TestNode.StartAsync();
        await node.MakeGarden("secrets", "agent:ada");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        var hidden = await ada.AssertFact("user:x", "memory:a", "hush", "agent:whisper", more: ""","garden_id":"secrets" """);
        var quarantined = await ada.AssertFact("user:x", "memory:b", "hush", "agent:whisper");
        await node.Quarantine(quarantined["id"]!);
        var lines = await Entries(eve, "");
        Assert.Equal([quarantined["id"], hidden["id"]], lines.Select(line => Text(line, "fact_id")));
        Assert.All(lines, line =>
        {
            Assert.Equal(("agent:ada", ""), (Text(line, "entity_uri"), Text(line, "source")));
            foreach (var column in (string[])["fact_entity", "fact_relation", "fact_value_type", "fact_value_v", "fact_scope", "attested_key_id"])
                Assert.Null(Text(line, column));
        });
        Assert.Empty(await Entries(eve, "?source=agent:whisper"));
        Assert.Empty(await Entries(eve, "?attested=false"));
        Assert.Equal("hush", Text((await Entries(ada, ""))[1], "fact_value_v"));
        Assert.DoesNotContain("hush", (await eve.Send("GET", "/v1/audit/export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_few_scopes_sees_no_content_of_others()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:bob", Permissions = ["read"], Scopes = ["team"] });
        await ada.AssertFact("user:x", "memory:a", "1", "agent:ada");
        Assert.Null(Text(Assert.Single(await Entries(narrow, "")), "fact_value_v"));
    }

    [Fact]
    public async Task Tenants_do_not_see_each_other_s_lines()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var here = await node.ClientFor("agent:ada", "read", "write", "audit.read");
        using var there = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read", "write", "audit.read"], Tenant = "acme" });
        var own = await here.AssertFact("user:x", "memory:a", "1", "agent:ada");
        var foreign = await there.AssertFact("user:x", "memory:a", "1", "agent:ada");
        Assert.Equal(own["id"], Text(Assert.Single(await Entries(here, "")), "fact_id"));
        Assert.Equal(foreign["id"], Text(Assert.Single(await Entries(there, "")), "fact_id"));
        Assert.Empty(await Entries(here, $"?fact_id={foreign["id"]}"));
        Assert.Equal("fact not found", (await here.Send("GET", $"/v1/audit/facts/{foreign["id"]}")).Detail);
        Assert.Equal("acme", (await there.Send("GET", "/v1/admin/audit")).Json.GetProperty("entries")[0].GetProperty("tenant_id").GetString());
    }

    [Fact]
    public async Task The_audit_of_one_fact_answers_as_the_fact_does()
    {
        await using var node = await TestNode.StartAsync();
        await node.MakeGarden("secrets", "agent:ada");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        var hidden = await ada.AssertFact("user:x", "memory:a", "hush", "agent:ada", more: ""","garden_id":"secrets" """);
        var path = $"/v1/audit/facts/{hidden["id"]}";
        Assert.Equal("hush", (await ada.Send("GET", path)).Json[0].GetProperty("fact_value_v").GetString());
        var refused = await eve.Send("GET", path);
        Assert.Equal((HttpStatusCode.Forbidden, "not a member of this garden"), (refused.Status, refused.Detail));
        var unknown = await ada.Send("GET", $"/v1/audit/facts/{Guid.NewGuid()}");
        Assert.Equal((HttpStatusCode.NotFound, "fact not found"), (unknown.Status, unknown.Detail));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Send("GET", "/v1/audit/facts/none")).Status);
    }

    private static async Task<List<JsonElement>> Entries(HttpClient client, string query)
    {
        var answer = await client.Send("GET", "/v1/audit" + query);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json.GetProperty("entries").EnumerateArray()];
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();
}
