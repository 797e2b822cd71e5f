using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Audit;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Two values for one tuple (facts contract, section 17).</summary>
public sealed class ContradictionTests
{
    [Fact]
    public async Task Two_values_hide_each_other_and_leave_one_conflict()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var older = await client.Say("editor", "agent:ada");
        var newer = await client.Say("author", "agent:bob");
        Assert.Equal(("False", "True"), (older["contradicted"], newer["contradicted"]));
        Assert.Empty(await client.Says());
        var both = await client.List("entity=user:x&include_contradicted=true");
        Assert.Equal([newer["id"], older["id"]], both.Select(fact => fact.Text("id")));
        Assert.All(both, fact => Assert.True(fact.GetProperty("contradicted").GetBoolean()));
        Assert.True((await client.Fact(older["id"])).GetProperty("contradicted").GetBoolean());
        var conflict = Assert.Single(await Conflicts(client));
        Assert.Equal((newer["id"], older["id"]), (conflict.GetProperty("fact_a").Text("id"), conflict.GetProperty("fact_b").Text("id")));
        Assert.Equal("unresolved", conflict.Text("status"));
        var told = await client.List($"entity={conflict.Text("conflict_id")}");
        Assert.Equal(["stigmem:conflict:between", "stigmem:conflict:status"], told.Select(fact => fact.Text("relation")).Order(StringComparer.Ordinal));
        Assert.All(told, fact => Assert.Equal(("system:stigmem", "local"), (fact.Text("source"), fact.Text("scope"))));
        Assert.Contains($"{newer["id"]} {older["id"]}", told.Select(fact => fact.GetProperty("value").Text("v")));
    }

    [Theory]
    [InlineData("editor", "agent:bob", 1.0, "", "user:x", "memory:role", "local")] // the same value: corroboration
    [InlineData("author", "agent:bob", 0.0, "", "user:x", "memory:role", "local")] // says nothing
    [InlineData("author", "agent:bob", 1.0, "", "user:y", "memory:role", "local")]
    [InlineData("author", "agent:bob", 1.0, "", "user:x", "memory:rank", "local")]
    [InlineData("author", "agent:bob", 1.0, "", "user:x", "memory:role", "team")]
    [InlineData("author", "agent:bob", 1.0, ",\"valid_until\":\"2020-01-01\"", "user:x", "memory:role", "local")] // over before it began
    [InlineData("author", "agent:bob", 1.0, ",\"garden_id\":\"g\"", "user:x", "memory:role", "local")]
    public async Task What_differs_in_more_or_less_than_the_value_is_no_contradiction(
        string value, string source, double confidence, string more, string entity, string relation, string scope)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.NewGarden("g");
        await client.Say("editor", "agent:ada");
        var second = await client.Say(value, source, confidence, more, entity, relation, scope);
        Assert.Equal((HttpStatusCode.Created, "False"), (second.Status, second["contradicted"]));
        Assert.Contains("editor", await client.Says("entity=user:x&relation=memory:role&scope=local"));
        Assert.Empty(await Conflicts(client));
    }

    [Fact]
    public async Task The_fabrics_own_names_never_contradict()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("a", relation: "stigmem:note");
        Assert.Equal("False", (await client.Say("b", relation: "stigmem:note"))["contradicted"]);
        Assert.Equal(["a", "b"], await client.Says());
    }

    [Fact]
    public async Task A_side_whose_time_is_over_sets_the_other_free()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Say("editor", "agent:ada");
        await client.Say("author", "agent:bob", more: ",\"valid_until\":\"2026-03-04T06:00:00Z\"");
        Assert.Empty(await client.Says());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["editor"], await client.Says());
    }

    [Fact]
    public async Task Preference_picks_the_more_certain_then_the_later()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("certain", "agent:ada", 0.9);
        await client.Say("late", "agent:bob", 0.5);
        Assert.Equal(["certain"], await client.Says("entity=user:x&prefer=winner"));
        Assert.Equal(["late"], await client.Says("entity=user:x&prefer=latest"));
        await client.Say("latest", "agent:eve", 0.9);
        Assert.Equal(["latest"], await client.Says("entity=user:x&prefer=winner"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Send("GET", "/v1/facts?prefer=best")).Status);
    }

    [Fact]
    public async Task Preference_picks_one_of_a_hot_tuple_too()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("sure");
        await client.Say("sure", "agent:bob", 0.9);
        for (var i = 0; i < 20; i++)
            await client.Say($"guess {i:00}", confidence: 0.5);
        // Who says the same as the winner stands beside it.
        Assert.Equal(["sure", "sure"], await client.Says("entity=user:x&prefer=winner"));
        Assert.Equal(["guess 19"], await client.Says("entity=user:x&prefer=latest"));
        Assert.Empty(await client.Says());
    }

    [Fact]
    public async Task Who_says_the_same_as_a_side_is_on_that_side()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var first = await client.Say("editor", "agent:ada");
        await client.Say("editor", "agent:bob");
        var winner = await client.Say("author", "agent:eve");
        var id = Assert.Single(await Conflicts(client)).Text("conflict_id");
        Assert.Empty(await client.Says());
        Assert.True((await client.Fact(first["id"])).GetProperty("contradicted").GetBoolean());
        await Resolve(client, id, $$"""{"winning_fact_id":"{{winner["id"]}}"}""");
        Assert.Equal(["author"], await client.Says());
        Assert.Equal("superseded", (await client.Fact(first["id"])).Text("state"));
    }

    [Fact]
    public async Task A_record_names_the_side_that_lasts()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var lasting = await client.Say("green", "agent:ada");
        await client.Say("green", "agent:bob", more: ",\"valid_until\":\"2026-03-04T06:00:00Z\"");
        var red = await client.Say("red", "agent:ada");
        var conflict = Assert.Single(await Conflicts(client));
        Assert.Equal((red["id"], lasting["id"]), (conflict.GetProperty("fact_a").Text("id"), conflict.GetProperty("fact_b").Text("id")));
    }

    [Fact]
    public async Task A_winner_stands_and_the_loser_is_superseded()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor", "agent:ada");
        var winner = await client.Say("author", "agent:bob");
        var id = Assert.Single(await Conflicts(client)).Text("conflict_id");
        var answer = await Resolve(client, id, $$"""{"winning_fact_id":"{{winner["id"]}}","resolution_note":"asked"}""");
        Assert.Equal((HttpStatusCode.OK, "resolved"), (answer.Status, answer["conflict_status"]));
        var left = Assert.Single(await client.List("entity=user:x"));
        Assert.Equal((winner["id"], false), (left.Text("id"), left.GetProperty("contradicted").GetBoolean()));
        Assert.Equal(["author", "editor"], await client.Says("entity=user:x&include_contradicted=true"));
        var conflict = Assert.Single(await Conflicts(client));
        Assert.Equal(("resolved", answer["resolution_fact_id"]), (conflict.Text("status"), conflict.Text("resolved_by")));
        Assert.Equal(["asked", "resolved", "unresolved"], (await client.List($"entity={id}&include_contradicted=true"))
            .Where(fact => fact.Text("relation") != "stigmem:conflict:between").Select(fact => fact.GetProperty("value").Text("v")).Order(StringComparer.Ordinal));
        var statement = Assert.Single(await client.List($"entity=stigmem:resolution:{id}"));
        Assert.Equal(("author", "anon:trusted", "memory:role"), (statement.GetProperty("value").Text("v"), statement.Text("source"), statement.Text("relation")));
        Assert.Equal($$"""{"conflict_id": "{{id}}", "winning_fact_id": "{{winner["id"]}}"}""", Assert.Single(node.AuditOf("conflict_resolved")).Detail);
        // The loser may be said again, and is then at odds again.
        Assert.Equal("True", (await client.Say("editor", "agent:ada"))["contradicted"]);
    }

    [Fact]
    public async Task A_new_value_replaces_both_sides()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor", "agent:ada");
        await client.Say("author", "agent:bob");
        var id = Assert.Single(await Conflicts(client)).Text("conflict_id");
        var answer = await Resolve(client, id, """{"new_value":{"type":"string","v":"both"}}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["both"], await client.Says());
    }

    [Fact]
    public async Task Resolving_is_refused_in_the_contracts_order()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var reader = await node.ClientFor("agent:eve", "read");
        var first = await ada.Say("editor", "agent:ada");
        await ada.Say("author", "agent:bob");
        var id = Assert.Single(await Conflicts(ada)).Text("conflict_id");
        (await Resolve(reader, id, "{}")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await Resolve(ada, "stigmem:conflict:nothing", "{}")).Refused(HttpStatusCode.NotFound, "conflict not found");
        (await Resolve(ada, $"stigmem:conflict:{Guid.Empty}", "{}")).Refused(HttpStatusCode.NotFound, "conflict not found");
        (await Resolve(ada, id, "{}")).Refused(HttpStatusCode.UnprocessableEntity, "provide winning_fact_id or new_value");
        (await Resolve(ada, id, $$"""{"winning_fact_id":"{{Guid.Empty}}"}""")).Refused(HttpStatusCode.UnprocessableEntity, "winning_fact_id must be one of the conflicting facts");
        Assert.Equal(HttpStatusCode.OK, (await Resolve(ada, id, $$"""{"winning_fact_id":"{{first["id"]}}"}""")).Status);
        (await Resolve(ada, id, $$"""{"winning_fact_id":"{{first["id"]}}"}""")).Refused(HttpStatusCode.Conflict, "conflict already resolved");
    }

    [Theory]
    [InlineData("""{"new_value":{"type":"string","v":"both"}}""")]
    [InlineData("""{"winning_fact_id":"WINNER"}""")]
    public async Task In_a_deleted_garden_there_is_nothing_to_resolve(string body)
    {
        await using var node = await TestNode.StartAsync();
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        await chief.NewGarden("g");
        var winner = await chief.AssertIn("g", "user:x", "editor");
        await chief.AssertIn("g", "user:x", "author");
        var id = Assert.Single(await Conflicts(chief)).Text("conflict_id");
        Assert.Equal(HttpStatusCode.NoContent, (await chief.Send("DELETE", "/v1/gardens/g")).Status);
        (await Resolve(chief, id, body.Replace("WINNER", winner["id"], StringComparison.Ordinal))).Refused(HttpStatusCode.NotFound, "garden not found");
        Assert.Equal("unresolved", Assert.Single(await Conflicts(chief)).Text("status"));
    }

    /// <summary>The id becomes the entity of what is written about the conflict; in another spelling nobody would find that.</summary>
    [Fact]
    public async Task A_conflict_has_one_spelling()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor", "agent:ada");
        var second = await client.Say("author", "agent:bob");
        var uuid = Assert.Single(await Conflicts(client)).Text("conflict_id")!["stigmem:conflict:".Length..];
        var body = $$"""{"winning_fact_id":"{{second["id"]}}"}""";
        foreach (var spelling in new[] { uuid.ToUpperInvariant(), $"%7B{uuid}%7D", uuid.Replace("-", "", StringComparison.Ordinal), $"%20{uuid}" })
            (await Resolve(client, $"stigmem:conflict:{spelling}", body)).Refused(HttpStatusCode.NotFound, "conflict not found");
        Assert.Equal(HttpStatusCode.OK, (await Resolve(client, $"stigmem:conflict:{uuid}", body)).Status);
    }

    [Fact]
    public async Task A_hot_tuple_costs_at_most_sixteen_records_a_write()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        for (var i = 0; i < 20; i++)
            await client.Say($"value {i}", $"agent:{i}");
        var of = await Conflicts(client, "?limit=500");
        Assert.Equal(16, of.Count(conflict => conflict.GetProperty("fact_a").GetProperty("value").Text("v") == "value 19"));
        Assert.Equal(16, of.Count(conflict => conflict.GetProperty("fact_a").GetProperty("value").Text("v") == "value 18"));
        Assert.Equal(5, of.Count(conflict => conflict.GetProperty("fact_a").GetProperty("value").Text("v") == "value 5"));
    }

    private static Task<Http.Answer> Resolve(HttpClient client, string? id, string body) => client.Send("POST", $"/v1/conflicts/{id}/resolve", body);

    private static async Task<IReadOnlyList<JsonElement>> Conflicts(HttpClient client, string query = "") =>
        [.. (await client.Send("GET", $"/v1/conflicts{query}")).Json.GetProperty("conflicts").EnumerateArray()];
}
