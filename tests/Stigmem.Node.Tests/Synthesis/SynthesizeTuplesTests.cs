using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Aliases;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Synthesis;

public sealed class SynthesizeTuplesTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private TestNode _node = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(FactCalls.Open, _time);
        _client = _node.Anonymous();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_tuple_is_one_entry_with_the_preferred_value_and_the_best_other_one()
    {
        await _client.Say("writer", "agent:eve", 0.4);
        var other = await _client.Say("author", "agent:bob", 0.8);
        await _client.Say("editor", "agent:ada", 0.9);
        var preferred = await _client.Say("editor", "agent:cleo", 0.9);
        var answer = await Ask("""{"scope":"local","entity":"user:X"}""");
        Assert.Equal(
            $$"""
            {"scope":"local","tuples":[{"entity":"user:x","relation":"memory:role","garden_id":null,"value":{"type":"string","v":"editor","interpret_as":"content"},"fact_id":"{{preferred["id"]}}","source":"agent:cleo","confidence":0.9,
            "source_trust":0.22000000000000003,"timestamp":"{{preferred["timestamp"]}}","valid_until":null,"contradicted":true,"alt_value":{"type":"string","v":"author","interpret_as":"content"},"alt_fact_id":"{{other["id"]}}","alt_confidence":0.8,
            "fact_count":4,"agreeing_count":2,"sanitizer_warnings":[]}],"tuple_count":1,"contradiction_count":1,"cursor":null,"synthesized_at":"2026-03-04T05:06:07+00:00"}
            """.ReplaceLineEndings(""), answer.Text);
    }

    [Fact]
    public async Task Agreement_is_no_contradiction_and_values_keep_their_types()
    {
        foreach (var source in new[] { "agent:ada", "agent:bob" })
            await _client.Send("POST", "/v1/facts", $$"""{"entity":"user:x","relation":"memory:age","value":{"type":"number","v":42},"source":"{{source}}"}""");
        var tuple = Assert.Single(await Tuples("""{"scope":"local"}"""));
        Assert.Equal("""{"type":"number","v":42.0,"interpret_as":"content"}""", tuple.GetProperty("value").GetRawText());
        Assert.Equal((2, 2, false, JsonValueKind.Null), (
            tuple.GetProperty("fact_count").GetInt32(), tuple.GetProperty("agreeing_count").GetInt32(), tuple.GetProperty("contradicted").GetBoolean(), tuple.GetProperty("alt_value").ValueKind));
    }

    [Fact]
    public async Task The_winner_of_a_resolved_conflict_stands_alone()
    {
        var winner = await _client.Say("editor", confidence: 0.5);
        await _client.Say("author", "agent:bob");
        Assert.Equal("author", Value(Assert.Single(await Tuples("""{"scope":"local","entity":"user:x"}"""))));
        var conflict = (await _client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("conflict_id");
        await _client.Send("POST", $"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{winner["id"]}}"}""");
        var tuple = Assert.Single(await Tuples("""{"scope":"local","entity":"user:x"}"""));
        Assert.Equal(("editor", false, 1), (Value(tuple), tuple.GetProperty("contradicted").GetBoolean(), tuple.GetProperty("fact_count").GetInt32()));
    }

    [Fact]
    public async Task Pages_have_each_tuple_once()
    {
        for (var i = 0; i < 12; i++)
        {
            for (var source = 0; source < 3; source++)
                await _client.Say($"v{source}", $"agent:a{source}", 1 - (i * 7 + source * 5) % 10 * 0.05, relation: $"memory:r{i}");
        }
        List<string> seen = [];
        var cursor = "null";
        do
        {
            var page = await Ask($$"""{"scope":"local","entity":"user:x","limit":5,"cursor":{{cursor}}}""");
            var tuples = page.Json.GetProperty("tuples").EnumerateArray().ToList();
            Assert.InRange(tuples.Count, 1, 5);
            Assert.Equal(tuples.Select(Confidence).OrderDescending(), tuples.Select(Confidence));
            seen.AddRange(tuples.Select(tuple => tuple.Text("relation")!));
            cursor = page.Json.GetProperty("cursor").GetRawText();
        }
        while (cursor != "null");
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"memory:r{i}").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"scope":"local","relation":"memory:*"}""", "memory:a,memory:b")]
    [InlineData("""{"scope":"local","relation":"memory:a,other:c"}""", "memory:a,other:c")]
    [InlineData("""{"scope":"local","min_confidence":0.6}""", "memory:a,other:c")]
    [InlineData("""{"scope":"local","entity":"user:y"}""", "other:c")]
    [InlineData("""{"scope":"local","entity":"user:nickname"}""", "other:c")]
    [InlineData("""{"scope":"team"}""", "memory:d")]
    public async Task Filters_choose_tuples(string body, string expected)
    {
        await _client.Say("a", relation: "memory:a");
        await _client.Say("b", relation: "memory:b", confidence: 0.5);
        await _client.Say("c", relation: "other:c", entity: "user:y");
        await _client.Say("d", relation: "memory:d", scope: "team");
        await _client.Alias("user:nickname", "user:y");
        Assert.Equal(expected, string.Join(",", (await Tuples(body)).Select(tuple => tuple.Text("relation")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Gardens_are_apart_and_their_facts_for_members()
    {
        await using var node = await TestNode.StartAsync();
        using var member = await node.ClientFor("agent:member", "read", "write", "admin");
        using var stranger = await node.ClientFor("agent:stranger", "read", "write");
        var garden = await member.NewGarden("closed");
        await member.AssertIn("closed", "user:a", "inside");
        await stranger.AssertFact("user:a", "memory:note", "outside", "agent:stranger");
        const string body = """{"scope":"local","entity":"user:a"}""";
        var mine = (await member.Send("POST", "/v1/synthesis", body)).Json.GetProperty("tuples").EnumerateArray().ToList();
        Assert.Equal(["inside", "outside"], mine.Select(Value).Order(StringComparer.Ordinal));
        Assert.All(mine, tuple => Assert.False(tuple.GetProperty("contradicted").GetBoolean()));
        Assert.Equal(garden["id"], mine.Single(tuple => Value(tuple) == "inside").Text("garden_id"));
        var theirs = Assert.Single((await stranger.Send("POST", "/v1/synthesis", body)).Json.GetProperty("tuples").EnumerateArray());
        Assert.Equal(("outside", 1), (Value(theirs), theirs.GetProperty("fact_count").GetInt32()));
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"scope":1}""", 422)]
    [InlineData("""{"scope":"local","limit":0}""", 422)]
    [InlineData("""{"scope":"local","limit":1001}""", 422)]
    [InlineData("""{"scope":"local","min_confidence":2}""", 422)]
    [InlineData("""{"scope":"local","entity":"\ud800"}""", 422)]
    [InlineData("""{"scope":"nowhere"}""", 400)]
    [InlineData("""{"scope":"local","cursor":"x"}""", 400)]
    [InlineData("""{"scope":"local","cursor":""}""", 400)]
    [InlineData("""{"scope":"local","entity":""}""", 400)]
    [InlineData("[]", 422)]
    [InlineData("", 422)]
    public async Task What_is_not_acceptable_is_refused(string body, int status) => Assert.Equal(status, (int)(await Ask(body)).Status);

    [Fact]
    public async Task Reading_needs_the_permission_to_read()
    {
        await using var node = await TestNode.StartAsync();
        using var writer = await node.ClientFor("agent:w", "write");
        (await writer.Send("POST", "/v1/synthesis", """{"scope":"local"}""")).Refused(HttpStatusCode.Forbidden, "read permission required");
    }

    private static double Confidence(JsonElement tuple) => tuple.GetProperty("confidence").GetDouble();

    private static string? Value(JsonElement tuple) => tuple.GetProperty("value").Text("v");

    private Task<Http.Answer> Ask(string body) => _client.Send("POST", "/v1/synthesis", body);

    private async Task<IReadOnlyList<JsonElement>> Tuples(string body)
    {
        var answer = await Ask(body);
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("tuples").EnumerateArray()];
    }
}
