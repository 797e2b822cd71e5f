using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>What a list of facts can be asked for (facts contract, sections 11 and 12).</summary>
public sealed class QueryFactsTests
{
    [Fact]
    public async Task Filters_meet_and_an_empty_one_is_none()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("a", "agent:ada", entity: "User:One Two", relation: "memory:Role", scope: "local");
        await client.Say("b", "agent:bob", 0.5, entity: "user:one-two", relation: "memory:role", scope: "team");
        await client.Say("c", "Agent:Ada", 0.2, entity: "user:three", relation: "memory:role", scope: "public");
        Assert.Equal(["c", "b", "a"], (await client.List("entity=&relation=&source=&scope=&after=&cursor=&garden_id=")).Select(fact => fact.GetProperty("value").Text("v")));
        Assert.Equal(["a", "b"], await client.Says("entity=%20USER:one%20%20TWO%20"));
        Assert.Equal(["a", "c"], await client.Says("source=AGENT:ada"));
        Assert.Equal(["b", "c"], await client.Says("relation=memory:role"));
        Assert.Equal(["b"], await client.Says("relation=memory:role&entity=user:one-two"));
        Assert.Equal(["c"], await client.Says("scope=public"));
        Assert.Equal(["a", "b"], await client.Says("min_confidence=0.5"));
        Assert.Empty(await client.Says("entity=user:one-two&source=agent:ada&scope=team"));
        Assert.Empty(await client.Says("attested=true"));
        Assert.Empty(await client.Says("attested=false"));
    }

    [Fact]
    public async Task After_is_an_instant_and_excludes_itself()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Say("early", entity: "user:a");
        time.Advance(TimeSpan.FromHours(1));
        var late = await client.Say("late", entity: "user:b");
        Assert.Equal(["late"], await client.Says("after=2026-03-04T05:30:00Z"));
        Assert.Equal(["late"], await client.Says("after=2026-03-04T07:30:00%2B02:00"));
        Assert.Equal(["early", "late"], await client.Says("after=2026-03-04"));
        Assert.Empty(await client.Says($"after={Uri.EscapeDataString(late["timestamp"]!)}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Send("GET", "/v1/facts?after=yesterday")).Status);
    }

    [Theory]
    [InlineData("scope=galaxy", 400, "scope must be one of ['company', 'local', 'public', 'team']")]
    [InlineData("garden_id=stigmem://a/garden/nowhere", 404, "garden not found")]
    [InlineData("garden_id=stigmem://localhost:8765/garden/closed", 403, "not a member of this garden")]
    [InlineData("as_of=2026-01-01", 501, "time_travel_plugin_not_loaded")]
    [InlineData("as_of=", 501, "time_travel_plugin_not_loaded")]
    [InlineData("cursor=junk", 400, "invalid_cursor")]
    public async Task What_cannot_be_is_refused_with_its_reason(string query, int status, string detail)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read");
        await ada.NewGarden("closed");
        (await bob.Send("GET", $"/v1/facts?{query}")).Refused((HttpStatusCode)status, detail);
    }

    [Fact]
    public async Task Reading_needs_its_permission_and_a_key_sees_its_scopes_only()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var mute = await node.ClientFor("agent:mute", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:narrow", Permissions = ["read", "write"], Scopes = ["public"] });
        using var nobody = node.Anonymous();
        var local = await ada.Say("local");
        await ada.Say("public", scope: "public", entity: "user:p");
        (await mute.Send("GET", "/v1/facts")).Refused(HttpStatusCode.Forbidden, "read permission required");
        (await mute.Send("GET", $"/v1/facts/{local["id"]}")).Refused(HttpStatusCode.Forbidden, "read permission required");
        (await nobody.Send("GET", "/v1/facts")).Refused(HttpStatusCode.Unauthorized, "Authorization header required");
        Assert.Equal(["public"], await narrow.Says(""));
        (await narrow.Send("GET", $"/v1/facts/{local["id"]}")).Refused(HttpStatusCode.Forbidden, "scope not permitted for this key");
        (await narrow.Send("GET", $"/v1/facts/{local["cid"]}")).Refused(HttpStatusCode.NotFound, "fact not found");
        (await narrow.Say("x")).Refused(HttpStatusCode.Forbidden, "scope not permitted for this key");
    }

    [Fact]
    public async Task An_alias_is_found_under_every_name_however_many_there_are()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        for (var i = 0; i < 40; i++)
            await client.Say($"{i}", $"agent:raw{i}", entity: $"user:raw{i}");
        for (var i = 0; i < 40; i++)
        {
            await client.Send("POST", "/v1/aliases", $$"""{"raw_uri":"user:raw{{i}}","canonical_uri":"user:one"}""");
            await client.Send("POST", "/v1/aliases", $$"""{"raw_uri":"agent:raw{{i}}","canonical_uri":"agent:one"}""");
        }
        Assert.Equal(40, (await client.List("entity=user:one&limit=500")).Count);
        Assert.Equal(40, (await client.List("source=agent:one&limit=500")).Count);
        Assert.Equal(40, (await client.List("entity=user:one&source=agent:one&limit=500")).Count);
        Assert.Equal("user:one", (await client.Say("new", entity: "user:raw7"))["entity"]);
    }

    [Fact]
    public async Task A_record_has_the_fields_of_the_contract_in_its_order()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var answer = await client.Say("editor");
        Assert.Equal(
            "id,entity,relation,value,source,timestamp,hlc,received_from,valid_until,confidence,scope,attested_key_id,origin_node_id,origin_allowed_scopes,"
            + "garden_id,attested,contradicted,warnings,source_trust,quarantine_status,quarantine_garden_id,effective_confidence,sanitizer_warnings,sanitizer_redacted,cid,derived_from",
            string.Join(',', answer.Json.EnumerateObject().Select(field => field.Name).Take(26)));
        Assert.Equal(("2026-03-04T05:06:07+00:00", "1772600767000.000"), (answer["timestamp"], answer["hlc"]));
        Assert.Equal("2026-03-04T05:06:07.000001+00:00", (await client.Say("other", entity: "user:y"))["timestamp"]);
        var page = await client.Send("GET", "/v1/facts");
        Assert.Equal(["facts", "total", "cursor", "tombstone_notices"], page.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(JsonValueKind.Array, page.Json.GetProperty("tombstone_notices").ValueKind);
    }

    [Fact]
    public async Task Relations_get_advice_and_are_kept_as_they_are()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var bare = await client.Say("a", relation: "Role ");
        Assert.Equal("Role ", bare["relation"]);
        Assert.Contains("bare relation", bare["warnings"], StringComparison.Ordinal);
        Assert.Contains("reserved system prefix", (await client.Say("a", relation: "stigmem:note"))["warnings"], StringComparison.Ordinal);
        Assert.Equal("[]", (await client.Say("a", relation: "memory:note"))["warnings"]);
        Assert.Equal(["a"], await client.Says("relation=Role%20"));
    }

    [Theory]
    [InlineData("stigmem:received_from", "user:x", "agent:ada")]
    [InlineData("stigmem:member", "user:x", "agent:ada")]
    [InlineData("stigmem:resolves", "user:x", "agent:ada")]
    [InlineData("stigmem:conflict:status", "user:x", "agent:ada")]
    [InlineData("stigmem:lint:x", "user:x", "agent:ada")]
    [InlineData("stigmem:decay:x", "user:x", "agent:ada")]
    [InlineData("stigmem:card:x", "user:x", "agent:ada")]
    [InlineData("memory:role", "stigmem:conflict:x", "agent:ada")]
    [InlineData("memory:role", " STIGMEM:Resolution:x", "agent:ada")]
    [InlineData("memory:role", "user:x", "system:stigmem")]
    [InlineData("memory:role", "user:x", " System:Stigmem ")]
    public async Task Names_of_the_node_are_for_admins(string relation, string entity, string source)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "write", "admin");
        (await ada.Say("v", source, relation: relation, entity: entity)).Refused(HttpStatusCode.Forbidden, "reserved_name");
        Assert.Equal(HttpStatusCode.Created, (await chief.Say("v", source, relation: relation, entity: entity)).Status);
    }

    [Fact]
    public async Task Paths_and_methods_are_the_references()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = node.BaseAddress };
        var slash = await client.Send("GET", "/v1/facts/?limit=5");
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/v1/facts?limit=5"), (slash.Status, slash.Headers["Location"]));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.Send("HEAD", "/v1/facts")).Status);
        var put = await client.Send("PUT", "/v1/facts", "{}");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "Method Not Allowed"), (put.Status, put.Detail));
        Assert.Equal(["GET", "POST"], put.Headers["Allow"].Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
        var unknown = await client.Send("GET", "/v1/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "Not Found"), (unknown.Status, unknown.Detail));
    }
}
