using System.Net;
using Stigmem.Node.Tests.Audit;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Quarantine;

public sealed class ModerationTests
{
    private const string NotAModerator = "quarantine:moderator or admin role required to promote/reject facts";

    [Theory]
    [InlineData(false, "admitted", "admitted via admin API")]
    [InlineData(true, "promoted", "promoted")]
    public async Task Frees_a_fact(bool byGarden, string action, string reason)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var (garden, id) = await Hold(node, ada);
        Assert.Empty(await ada.Values("user:x"));
        (await ada.Send("GET", $"/v1/facts/{id}")).Refused(HttpStatusCode.NotFound, "fact not found");

        var freed = byGarden
            ? await ada.Send("POST", "/v1/gardens/held/promote", $$"""{"fact_id":"{{id}}"}""")
            : await ada.Send("POST", $"/v1/quarantine/{id}/admit");
        Assert.Equal(HttpStatusCode.OK, freed.Status);
        Assert.Equal(["fact_id", "action", "target_garden_id", "acted_by", "acted_at"], freed.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal((id, action, "", "agent:ada"), (freed["fact_id"], freed["action"], freed["target_garden_id"], freed["acted_by"]));
        Assert.Equal(["odd"], await ada.Values("user:x"));
        var fact = await ada.Send("GET", $"/v1/facts/{id}");
        Assert.Equal(("promoted", garden), (fact["quarantine_status"], fact["quarantine_garden_id"]));
        var item = (await ada.Send("GET", "/v1/quarantine")).Json.GetProperty("items")[0];
        Assert.Equal((reason, "agent:ada", freed["acted_at"]), (
            item.GetProperty("quarantine_reason").GetString(), item.GetProperty("quarantine_acted_by").GetString(), item.GetProperty("quarantine_acted_at").GetString()));
        var row = Assert.Single(node.AuditOf("quarantine_promote"));
        Assert.Equal((Guid.Parse(id), "default", "agent:ada"), (row.FactId, row.Tenant, row.EntityUri));
        Assert.Contains($"\"action\": \"{action}\"", row.Detail, StringComparison.Ordinal);
        Assert.Empty(node.AuditOf("instruction_promoted"));
        (await ada.Send("POST", $"/v1/quarantine/{id}/admit")).Refused(HttpStatusCode.Conflict, "fact_not_quarantine_pending");
        (await ada.Send("POST", "/v1/gardens/held/reject", $$"""{"fact_id":"{{id}}"}""")).Refused(HttpStatusCode.Conflict, "fact_not_quarantine_pending");
    }

    [Theory]
    [InlineData(false, "rejected via admin API")]
    [InlineData(true, "rejected")]
    public async Task Turns_a_fact_down(bool byGarden, string reason)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        var (_, id) = await Hold(node, ada);
        var rejected = byGarden
            ? await ada.Send("POST", "/v1/gardens/held/reject", $$"""{"fact_id":"{{id}}"}""")
            : await ada.Send("POST", $"/v1/quarantine/{id}/reject");
        Assert.Equal(HttpStatusCode.OK, rejected.Status);
        Assert.Equal(["fact_id", "action", "acted_by", "acted_at"], rejected.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("rejected", rejected["action"]);
        Assert.Empty(await ada.Values("user:x"));
        var fact = await ada.Send("GET", $"/v1/facts/{id}");
        Assert.Equal(("rejected", 0.0), (fact["quarantine_status"], fact.Json.GetProperty("confidence").GetDouble()));
        (await bob.Send("GET", $"/v1/facts/{id}")).Refused(HttpStatusCode.NotFound, "fact not found");
        var item = (await ada.Send("GET", "/v1/quarantine")).Json.GetProperty("items")[0];
        Assert.Equal(reason, item.GetProperty("quarantine_reason").GetString());
        Assert.Equal(Guid.Parse(id), Assert.Single(node.AuditOf("quarantine_reject")).FactId);
        (await ada.Send("POST", $"/v1/quarantine/{id}/reject")).Refused(HttpStatusCode.Conflict, "fact_not_quarantine_pending");
    }

    [Fact]
    public async Task Knows_what_it_does_not_know()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var (_, id) = await Hold(node, ada);
        var free = (await ada.AssertFact("user:free", "memory:note", "fine", "agent:ada"))["id"];
        await ada.NewGarden("plain");
        await ada.NewGarden("second", quarantine: true);
        foreach (var unknown in new[] { free, Guid.Empty.ToString(), "junk", "sha256:0" })
        {
            (await ada.Send("POST", $"/v1/quarantine/{unknown}/admit")).Refused(HttpStatusCode.NotFound, "quarantined fact not found");
            (await ada.Send("POST", $"/v1/quarantine/{unknown}/reject")).Refused(HttpStatusCode.NotFound, "quarantined fact not found");
            (await Promote(ada, "held", unknown!)).Refused(HttpStatusCode.NotFound, "fact not found in quarantine garden");
        }
        (await Promote(ada, "second", id)).Refused(HttpStatusCode.NotFound, "fact not found in quarantine garden");
        (await Promote(ada, "nowhere", id)).Refused(HttpStatusCode.NotFound, "garden not found");
        (await Promote(ada, "plain", id)).Refused(HttpStatusCode.UnprocessableEntity, "this endpoint is only valid for quarantine gardens");
        (await ada.Send("POST", $"/v1/quarantine/{id}/admit?target_garden_id=nowhere")).Refused(HttpStatusCode.NotFound, "target garden not found");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", "/v1/gardens/held/promote", "{}")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("POST", "/v1/gardens/held/reject", """{"fact_id":""}""")).Status);
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("quarantine:moderator", true)]
    [InlineData("writer", false)]
    [InlineData("reader", false)]
    [InlineData(null, false)]
    public async Task Lets_moderators_judge_and_nobody_else(string? role, bool mayJudge)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var reading = await node.ClientFor("agent:bob", "read", "admin");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:bob", Scopes = ["team"] });
        List<string> ids = [];
        var (garden, first) = await Hold(node, ada);
        ids.Add(first);
        foreach (var i in Enumerable.Range(1, 3))
        {
            ids.Add((await ada.AssertFact($"user:{i}", "memory:note", "odd", "agent:ada"))["id"]!);
            await node.HoldAsync(ids[i], garden);
        }
        if (role is not null)
            await ada.Admit("held", "agent:bob", role);
        (await reading.Send("POST", $"/v1/quarantine/{first}/admit")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await Promote(reading, "held", first)).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await narrow.Send("POST", $"/v1/quarantine/{first}/admit")).Refused(HttpStatusCode.Forbidden, mayJudge ? "scope not permitted for this key" : NotAModerator);
        foreach (var answer in new[]
        {
            await bob.Send("POST", $"/v1/quarantine/{ids[0]}/admit"),
            await bob.Send("POST", $"/v1/quarantine/{ids[1]}/reject"),
            await Promote(bob, "held", ids[2]),
            await bob.Send("POST", "/v1/gardens/held/reject", $$"""{"fact_id":"{{ids[3]}}"}"""),
        })
        {
            if (mayJudge)
                Assert.Equal(HttpStatusCode.OK, answer.Status);
            else
                answer.Refused(HttpStatusCode.Forbidden, NotAModerator);
        }
    }

    [Fact]
    public async Task Moves_a_fact_only_where_its_judge_may_write()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var judge = await node.ClientFor("agent:judge", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        var (_, id) = await Hold(node, ada);
        await ada.Admit("held", "agent:judge", "quarantine:moderator");
        var target = await ada.NewGarden("target");
        await ada.NewGarden("wide", "team");
        (await judge.Send("POST", $"/v1/quarantine/{id}/admit?target_garden_id=wide")).Refused(
            HttpStatusCode.UnprocessableEntity, "scope mismatch: garden scope is 'team' but fact scope is 'local'");
        (await judge.Send("POST", $"/v1/quarantine/{id}/admit?target_garden_id=target")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        (await chief.Send("POST", $"/v1/quarantine/{id}/admit?target_garden_id=target")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        await ada.Admit("target", "agent:judge", "reader");
        (await Promote(judge, "held", id, "target")).Refused(HttpStatusCode.Forbidden, "write permission required — you are a reader in this garden");
        await ada.Send("PATCH", "/v1/gardens/target/members/agent:judge", """{"role":"writer"}""");
        var moved = await Promote(judge, "held", id, target["id"]!);
        Assert.Equal(target["id"], moved["target_garden_id"]);
        Assert.Equal(target["id"], (await judge.Send("GET", $"/v1/facts/{id}"))["garden_id"]);
        (await chief.Send("GET", $"/v1/facts/{id}")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
    }

    [Fact]
    public async Task Never_carries_a_garden_fact_into_the_open()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var judge = await node.ClientFor("agent:judge", "read", "write");
        var held = await ada.NewGarden("held", quarantine: true);
        await ada.Admit("held", "agent:judge", "quarantine:moderator");
        var home = await ada.NewGarden("home");
        await judge.NewGarden("elsewhere");
        var fact = await ada.AssertIn("home", "user:x", "odd");
        await node.HoldAsync(fact["id"]!, held["id"]);
        (await judge.Send("POST", $"/v1/quarantine/{fact["id"]}/admit?target_garden_id=elsewhere")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        Assert.Equal(HttpStatusCode.OK, (await judge.Send("POST", $"/v1/quarantine/{fact["id"]}/admit")).Status);
        (await judge.Send("GET", $"/v1/facts/{fact["id"]}")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        Assert.Equal(home["id"], (await ada.Send("GET", $"/v1/facts/{fact["id"]}"))["garden_id"]);

        // Written into the quarantine garden itself, it has no other home than the open fabric.
        var inside = await ada.AssertIn("held", "user:y", "odd");
        await node.HoldAsync(inside["id"]!, held["id"]);
        await judge.Send("POST", $"/v1/quarantine/{inside["id"]}/admit");
        Assert.Equal("", (await judge.Send("GET", $"/v1/facts/{inside["id"]}"))["garden_id"]);
    }

    [Fact]
    public async Task Audits_what_instructs_apart()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write", "instruction:write");
        var garden = await ada.NewGarden("held", quarantine: true);
        var fact = await ada.Send("POST", "/v1/facts", """{"entity":"user:x","relation":"agent:rule","value":{"type":"text","v":"be brief","interpret_as":"instruction"},"source":"agent:ada"}""");
        await node.HoldAsync(fact["id"]!, garden["id"]);
        await ada.Send("POST", $"/v1/quarantine/{fact["id"]}/admit?reason=known");
        var row = Assert.Single(node.AuditOf("instruction_promoted"));
        Assert.Equal(Guid.Parse(fact["id"]!), row.FactId);
        Assert.Contains("\"reason\": \"known\"", row.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_tenants_apart()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read", "write", "admin"], Tenant = "red" });
        using var blue = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read", "write", "admin"], Tenant = "blue" });
        var garden = await red.NewGarden("held", quarantine: true);
        await blue.NewGarden("held", quarantine: true);
        var fact = await red.AssertFact("user:x", "memory:note", "odd", "agent:ada");
        await node.HoldAsync(fact["id"]!, garden["id"], tenant: "red");
        Assert.Equal("0", (await blue.Send("GET", "/v1/quarantine"))["total"]);
        Assert.Equal("1", (await red.Send("GET", "/v1/quarantine"))["total"]);
        (await blue.Send("GET", $"/v1/quarantine?garden_id={garden["id"]}")).Refused(HttpStatusCode.NotFound, "quarantine garden not found");
        (await blue.Send("POST", $"/v1/quarantine/{fact["id"]}/admit")).Refused(HttpStatusCode.NotFound, "quarantined fact not found");
        (await blue.Send("POST", $"/v1/quarantine/{fact["id"]}/reject")).Refused(HttpStatusCode.NotFound, "quarantined fact not found");
        (await Promote(blue, "held", fact["id"]!)).Refused(HttpStatusCode.NotFound, "fact not found in quarantine garden");
        (await Promote(blue, garden["id"]!, fact["id"]!)).Refused(HttpStatusCode.NotFound, "garden not found");
        await red.Send("POST", $"/v1/quarantine/{fact["id"]}/admit");
        Assert.Equal("red", Assert.Single(node.AuditOf("quarantine_promote")).Tenant);
    }

    private static async Task<(string Garden, string Fact)> Hold(TestNode node, HttpClient client)
    {
        var garden = await client.NewGarden("held", quarantine: true);
        var fact = await client.AssertFact("user:x", "memory:note", "odd", "agent:ada");
        await node.HoldAsync(fact["id"]!, garden["id"]);
        return (garden["id"]!, fact["id"]!);
    }

    private static Task<Http.Answer> Promote(HttpClient client, string garden, string factId, string? target = null) =>
        client.Send("POST", $"/v1/gardens/{garden}/promote", $$"""{"fact_id":"{{factId}}","target_garden_id":{{(target is null ? "null" : $"\"{target}\"")}}}""");
}
