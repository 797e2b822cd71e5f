using System.Net;
using System.Text.Json;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Cid;

/// <summary>Provenance over several levels.</summary>
public sealed class ProvenanceGraphTests
{
    [Fact]
    public async Task Origins_of_origins_are_found_down_to_the_depth_asked_for()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var ids = await ChainAsync(ada, 7);
        Assert.False((await ada.Send("GET", $"/v1/facts/{ids[^1]}/provenance")).Json.TryGetProperty("graph", out _));
        foreach (var depth in (int[])[1, 3, 5])
        {
            var graph = await GraphAsync(ada, ids[^1], depth);
            Assert.Equal(ids.Reverse().Take(depth + 1), Ids(graph));
            Assert.Equal(Enumerable.Range(0, depth + 1), graph.GetProperty("nodes").EnumerateArray().Select(found => found.GetProperty("depth").GetInt32()));
            Assert.Equal((depth, true), (graph.GetProperty("edges").GetArrayLength(), graph.GetProperty("truncated").GetBoolean()));
        }
        Assert.False((await GraphAsync(ada, ids[3], 5)).GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Nothing_behind_a_fact_that_the_caller_may_not_read_is_shown()
    {
        await using var node = await TestNode.StartAsync();
        await node.MakeGarden("secrets", "agent:ada");
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        var oldest = (await ada.AssertFact("user:oldest", "memory:a", "1", "agent:ada"))["id"]!;
        var hidden = (await ada.AssertFact("user:hidden", "memory:a", "1", "agent:ada", more: $""","garden_id":"secrets","derived_from":[{Origin(oldest)}]"""))["id"]!;
        var middle = (await ada.AssertFact("user:middle", "memory:a", "1", "agent:ada", more: $""","derived_from":[{Origin(hidden)}]"""))["id"]!;
        var root = (await ada.AssertFact("user:root", "memory:a", "1", "agent:ada", more: $""","derived_from":[{Origin(middle)}]"""))["id"]!;
        Assert.Equal([root, middle, hidden, oldest], Ids(await GraphAsync(ada, root, 5)));
        var seen = await GraphAsync(eve, root, 5);
        Assert.Equal([root, middle], Ids(seen));
        Assert.DoesNotContain(hidden, seen.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(oldest, seen.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_that_are_derived_from_each_other_end_the_walk()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        // The content id of a fact is known before it is written.
        var later = ContentId.Of(new FactBody("user:b", "memory:a", FactValueType.String, "1", "agent:ada", 1.0, FactScope.Local));
        var first = (await ada.AssertFact("user:a", "memory:a", "1", "agent:ada", more: $$""","derived_from":[{"hash":"{{later}}"}]"""))["id"]!;
        var second = (await ada.AssertFact("user:b", "memory:a", "1", "agent:ada", more: $""","derived_from":[{Origin(first)}]"""))["id"]!;
        var graph = await GraphAsync(ada, first, 5);
        Assert.Equal([first, second], Ids(graph));
        Assert.Equal([(first, second), (second, first)], graph.GetProperty("edges").EnumerateArray().Select(edge => (edge.GetProperty("from").GetString(), edge.GetProperty("to").GetString())));
        Assert.False(graph.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task A_walk_is_bounded_and_says_so()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var origin = (await ada.AssertFact("user:x", "memory:a", "1", "agent:ada"))["id"]!;
        var all = string.Join(',', Enumerable.Repeat(Origin(origin), 1_001));
        var root = (await ada.AssertFact("user:y", "memory:a", "1", "agent:ada", more: $""","derived_from":[{all}]"""))["id"]!;
        Assert.True((await GraphAsync(ada, root, 1)).GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("deep")]
    public async Task A_depth_that_is_none_is_refused(string depth)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var id = (await ada.AssertFact("user:x", "memory:a", "1", "agent:ada"))["id"];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("GET", $"/v1/facts/{id}/provenance?depth={depth}")).Status);
    }

    /// <summary>Facts of which each is derived from the one before.</summary>
    private static async Task<IReadOnlyList<string>> ChainAsync(HttpClient client, int length)
    {
        List<string> ids = [];
        for (var i = 0; i < length; i++)
        {
            var more = i == 0 ? "" : $""","derived_from":[{Origin(ids[^1])}]""";
            ids.Add((await client.AssertFact($"user:{i}", "memory:a", "1", "agent:ada", more: more))["id"]!);
        }
        return ids;
    }

    private static string Origin(string id) => $$"""{"fact_id":"{{id}}"}""";

    private static async Task<JsonElement> GraphAsync(HttpClient client, string id, int depth) =>
        (await client.Send("GET", $"/v1/facts/{id}/provenance?depth={depth}")).Json.GetProperty("graph");

    private static IEnumerable<string?> Ids(JsonElement graph) =>
        graph.GetProperty("nodes").EnumerateArray().Select(found => found.GetProperty("fact_id").GetString());
}
