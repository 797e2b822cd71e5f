using System.Net;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Pages of facts: none lost, none twice, whatever is written meanwhile (facts contract, section 11).</summary>
public sealed class PagingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Every_fact_comes_once_newest_first(int limit)
    {
        // The clock stands still: all facts are of the same instant but for the microsecond that orders them.
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        List<string?> written = [];
        for (var i = 0; i < 7; i++)
            written.Add((await client.Say($"{i}", entity: $"user:{i}"))["id"]);
        written.Reverse();
        Assert.Equal(written, await Walk(client, $"limit={limit}"));
    }

    [Fact]
    public async Task What_is_written_between_two_pages_disturbs_neither()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        List<string?> before = [];
        for (var i = 0; i < 20; i++)
            before.Add((await client.Say($"{i}", entity: $"user:{i}"))["id"]);
        before.Reverse();
        var more = 0;
        var seen = await Walk(client, "limit=3", async () =>
        {
            for (var i = 0; i < 5; i++)
                await client.Say("new", entity: $"new:{more++}");
        });
        Assert.Equal(before, seen);
    }

    [Fact]
    public async Task Rows_that_the_filters_drop_do_not_end_the_walk()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        List<string?> kept = [];
        for (var i = 0; i < 30; i++)
        {
            var fact = await client.Say($"{i}", entity: $"user:{i}", confidence: i % 5 == 0 ? 0.9 : 0.1);
            if (i % 5 == 0)
                kept.Add(fact["id"]);
        }
        kept.Reverse();
        Assert.Equal(kept, await Walk(client, "limit=2&min_confidence=0.5"));
    }

    [Fact]
    public async Task A_page_that_ends_the_list_has_no_cursor()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("a", entity: "user:a");
        await client.Say("b", entity: "user:b");
        var page = await client.Send("GET", "/v1/facts?limit=2");
        Assert.Equal(JsonValueKind.Null, page.Json.GetProperty("cursor").ValueKind);
        Assert.Equal(("2", "2"), (page["total"], page.Headers["X-Total-Count"]));
        Assert.Equal(JsonValueKind.String, (await client.Send("GET", "/v1/facts?limit=1")).Json.GetProperty("cursor").ValueKind);
        Assert.Equal("0", (await client.Send("GET", "/v1/facts?entity=user:none"))["total"]);
    }

    [Fact]
    public async Task The_id_of_a_fact_may_stand_for_a_cursor_and_garbage_may_not()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var first = await client.Say("a", entity: "user:a");
        var second = await client.Say("b", entity: "user:b");
        Assert.Equal([first["id"]], (await client.List($"cursor={second["id"]}")).Select(fact => fact.Text("id")));
        foreach (var garbage in new[] { "x", "AAAA", Guid.NewGuid().ToString(), "%00", "'; DROP TABLE facts", new string('A', 34) })
            Assert.Equal("invalid_cursor", (await client.Send("GET", $"/v1/facts?cursor={Uri.EscapeDataString(garbage)}")).Detail);
        // An empty filter is no filter.
        Assert.Equal(2, (await client.List("cursor=&entity=&scope=")).Count);
    }

    [Theory]
    [InlineData("0", 422)]
    [InlineData("501", 422)]
    [InlineData("-1", 422)]
    [InlineData("abc", 422)]
    [InlineData("5e0", 422)]
    [InlineData("", 422)]
    [InlineData("99999999999999999999", 422)]
    [InlineData("1", 200)]
    [InlineData("500", 200)]
    [InlineData("%205", 200)]
    [InlineData("%2B5", 200)]
    [InlineData("05", 200)]
    [InlineData("5.0", 200)]
    public async Task A_page_holds_1_to_500(string limit, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal((HttpStatusCode)status, (await client.Send("GET", $"/v1/facts?limit={limit}")).Status);
    }

    private static async Task<List<string?>> Walk(HttpClient client, string query, Func<Task>? between = null)
    {
        List<string?> ids = [];
        string? cursor = null;
        for (var page = 0; page < 100; page++)
        {
            var answer = (await client.Send("GET", $"/v1/facts?{query}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Json;
            ids.AddRange(answer.GetProperty("facts").EnumerateArray().Select(fact => fact.Text("id")));
            cursor = answer.Text("cursor");
            if (cursor is null)
                return ids;
            if (between is not null)
                await between();
        }
        throw new InvalidOperationException("the walk does not end");
    }
}
