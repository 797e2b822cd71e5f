using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Many facts in one commit (facts contract, section 10).</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Each_item_is_taken_or_refused_by_itself()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var answer = await Send(ada, [Item("a"), Item("b", source: "system:stigmem"), Item("a"), Item("c", garden: "nowhere"), Item("d", entity: "  ")]);
        Assert.Equal((HttpStatusCode.OK, "2", "3"), (answer.Status, answer["accepted"], answer["rejected"]));
        var results = answer.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["accepted", "rejected", "accepted", "rejected", "rejected"], results.Select(result => result.Text("status")));
        Assert.Equal([0, 1, 2, 3, 4], results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal(results[0].Text("fact_id"), results[2].Text("fact_id"));
        Assert.Equal(["reserved_name", "not_found", "invalid_entity_uri"], results.Where(result => result.Text("status") == "rejected").Select(result => result.Text("code")));
        Assert.Equal(["a"], await ada.Says());
        var row = Assert.Single(node.AuditOf("fact_batch"));
        var detail = JsonDocument.Parse(row.Detail!).RootElement;
        Assert.Equal((2, 3, 1), (detail.GetProperty("accepted").GetInt32(), detail.GetProperty("rejected").GetInt32(), detail.GetProperty("existing").GetInt32()));
        Assert.Equal(["1 reserved_name", "3 not_found", "4 invalid_entity_uri"], detail.GetProperty("refused").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(detail.GetProperty("first_seq").GetInt64(), detail.GetProperty("last_seq").GetInt64());
    }

    [Fact]
    public async Task An_atomic_batch_is_taken_whole_or_not_at_all()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("old");
        var refused = await Send(client, [Item("a"), Item("retracted", confidence: 0), Item("b", source: "system:x"), Item("c")], ",\"atomic\":true");
        Assert.Equal((HttpStatusCode.OK, "0", "4"), (refused.Status, refused["accepted"], refused["rejected"]));
        Assert.Equal(["conflict", "conflict", "reserved_name", "conflict"], refused.Json.GetProperty("results").EnumerateArray().Select(result => result.Text("code")));
        Assert.Equal(["old"], await client.Says());
        var taken = await Send(client, [Item("a", entity: "user:y"), Item("b", entity: "user:z")], ",\"atomic\":true");
        Assert.Equal("2", taken["accepted"]);
        Assert.Equal(["a"], await client.Says("entity=user:y"));
    }

    [Fact]
    public async Task Items_see_those_before_them()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await Send(client, [Item("a"), Item("retracted", confidence: 0), Item("b")]);
        Assert.Equal(["b"], await client.Says());
        await Send(client, [Item("x", entity: "user:y"), Item("y", entity: "user:y", source: "agent:bob")]);
        Assert.Empty(await client.Says("entity=user:y"));
        Assert.Single((await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray());
    }

    [Theory]
    [InlineData("""{}""", "facts")]
    [InlineData("""{"facts":null}""", "facts")]
    [InlineData("""{"facts":{}}""", "facts")]
    [InlineData("""{"facts":[]}""", "facts")]
    [InlineData("""{"facts":[1]}""", "facts")]
    [InlineData("""{"facts":[{}]}""", "facts")]
    [InlineData("""{"facts":[ITEM],"atomic":"maybe"}""", "atomic")]
    [InlineData("""{"facts":[ITEM],"idempotency_key":7}""", "idempotency_key")]
    public async Task A_shape_problem_refuses_the_batch_and_says_where(string body, string where)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answer = await client.Send("POST", "/v1/facts/batch", body.Replace("ITEM", Item("a"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(where, answer.Json.GetProperty("detail")[0].GetProperty("loc")[1].GetString());
        Assert.Empty(await client.Says());
    }

    [Fact]
    public async Task It_holds_1_to_500_facts()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var items = Enumerable.Range(0, 501).Select(i => Item("v", entity: $"user:{i}")).ToList();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(client, items)).Status);
        Assert.Equal("500", (await Send(client, items[..500]))["accepted"]);
        Assert.Equal(500, (await client.List("limit=500")).Count);
    }

    [Fact]
    public async Task A_key_makes_a_repeat_harmless_for_a_day()
    {
        var time = new FakeTime();
        using var folder = new TempFolder();
        string first;
        await using (var node = await TestNode.StartAsync(FactCalls.Open, time, folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            var answer = await Send(client, [Item("a"), Item("b", source: "system:x")], ",\"idempotency_key\":\"k\"");
            Assert.False(answer.Headers.ContainsKey("Stigmem-Existing"));
            first = answer.Text;
            await client.TakeBack();
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, time, folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            var repeat = await Send(client, [Item("a"), Item("b", source: "system:x")], ",\"idempotency_key\":\"k\"");
            Assert.Equal((first, "true"), (repeat.Text, repeat.Headers.GetValueOrDefault("Stigmem-Existing")));
            // Nothing was written again: what was taken back stays so.
            Assert.Empty(await client.Says());
            var other = await Send(client, [Item("c")], ",\"idempotency_key\":\"k\"");
            Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_reused"), (other.Status, other.Detail));
            time.Advance(TimeSpan.FromHours(25));
            Assert.Equal("1", (await Send(client, [Item("c")], ",\"idempotency_key\":\"k\""))["accepted"]);
        }
    }

    [Fact]
    public async Task Keys_of_two_callers_never_meet()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await Send(ada, [Item("a")], ",\"idempotency_key\":\"k\"");
        var ofBob = await Send(bob, [Item("b", entity: "user:y")], ",\"idempotency_key\":\"k\"");
        Assert.Equal((HttpStatusCode.OK, "1"), (ofBob.Status, ofBob["accepted"]));
    }

    [Fact]
    public async Task One_repeat_at_a_time_writes_however_many_arrive()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Send(client, [Item("a"), Item("retracted", confidence: 0), Item("a")], ",\"idempotency_key\":\"k\"")));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(3, (await client.List("entity=user:x&include_expired=true")).Count);
    }

    [Fact]
    public async Task Reading_alone_does_not_allow_it()
    {
        await using var node = await TestNode.StartAsync();
        using var reader = await node.ClientFor("agent:ada", "read");
        var refused = await Send(reader, [Item("a")]);
        Assert.Equal((HttpStatusCode.Forbidden, "write permission required"), (refused.Status, refused.Detail));
        using var client = node.Anonymous();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.Send("PUT", "/v1/facts/batch", "{}")).Status);
    }

    private static Task<Http.Answer> Send(HttpClient client, IEnumerable<string> items, string more = "") =>
        client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]{{more}}}""");

    private static string Item(string value, string entity = "user:x", string source = "agent:ada", double confidence = 1, string? garden = null) =>
        $$"""{"entity":"{{entity}}","relation":"memory:role","value":{"type":"string","v":"{{value}}"},"source":"{{source}}","confidence":{{confidence}},"garden_id":{{JsonSerializer.Serialize(garden)}}}""";
}
