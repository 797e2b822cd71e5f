using System.Net;
using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Node.Tests.Aliases;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Graph;

public sealed class ListNeighborsTests : IAsyncLifetime
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
    public async Task An_answer_has_the_shape_of_the_contract()
    {
        await _client.Connect("a", "b", confidence: 0.5);
        await _client.Connect("c", "b", "graph:likes");
        var answer = await _client.Around("a", "depth=2");
        Assert.Equal(
            """
            {"entity":"stigmem://acme.test/node/a","depth":2,"neighbors":[
            {"entity":"stigmem://acme.test/node/b","relation":"graph:knows","hops":1,"confidence":0.5,"source_trust":0.22000000000000003,"path":["stigmem://acme.test/node/a"],"direction":"out"},
            {"entity":"stigmem://acme.test/node/c","relation":"graph:likes","hops":2,"confidence":1.0,"source_trust":0.22000000000000003,"path":["stigmem://acme.test/node/a","stigmem://acme.test/node/b"],"direction":"in"}
            ],"next_cursor":null,"total_hint":2,"truncated":false}
            """.ReplaceLineEndings(""), answer.Text);
        Assert.DoesNotContain("Stigmem-Index-Lag", answer.Headers.Keys);
    }

    [Fact]
    public async Task Each_entity_appears_once_at_its_shortest_distance()
    {
        foreach (var (from, to) in new[] { ("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "c"), ("b", "a") })
            await _client.Connect(from, to);
        Assert.Equal(["b1", "c1"], await _client.Near("a"));
        Assert.Equal(["b1", "c1", "d2"], await _client.Near("a", "depth=2"));
        Assert.Equal(["b1", "c1", "d2", "e3"], await _client.Near("a", "depth=3"));
        Assert.Equal(["d1", "c2"], await _client.Near("e", "depth=2"));
    }

    [Theory]
    [InlineData("direction=out", "b1,e1")]
    [InlineData("direction=in", "c1")]
    [InlineData("direction=both", "b1,c1,e1")]
    [InlineData("direction=out&depth=2", "b1,e1")]
    [InlineData("direction=both&depth=2", "b1,c1,e1,d2")]
    [InlineData("relation_filter=graph:knows", "b1,c1")]
    [InlineData("relation_filter=graph:*", "b1,c1")]
    [InlineData("relation_filter=graph:k", "")]
    [InlineData("relation_filter=other:likes,%20nothing", "e1")]
    [InlineData("relation_filter=other:*,graph:knows", "b1,c1,e1")]
    [InlineData("relation_filter=", "b1,c1,e1")]
    [InlineData("relation_filter=*", "b1,c1,e1")]
    [InlineData("min_confidence=0.6", "b1,c1")]
    [InlineData("min_confidence=0", "b1,c1,e1,f1")]
    [InlineData("min_trust=0.3", "")]
    [InlineData("min_trust=0.2", "b1,c1,e1")]
    public async Task Filters_choose_edges(string query, string expected)
    {
        await _client.Connect("a", "b");
        await _client.Connect("c", "a");
        await _client.Connect("d", "b");
        await _client.Connect("a", "e", "other:likes", confidence: 0.5);
        await _client.Connect("a", "f", "other:doubts", confidence: 0.05);
        Assert.Equal(expected, string.Join(",", await _client.Near("a", query)));
    }

    [Fact]
    public async Task Both_ends_are_normalized()
    {
        await _client.ConnectUris("stigmem://Acme.Test/Node/A", " stigmem://ACME.test/node/B c ");
        var answer = await _client.Send("GET", "/v1/graph/neighbors?scope=local&entity=%20STIGMEM://acme.test/NODE/b-C");
        Assert.Equal(("stigmem://acme.test/node/b-c", "stigmem://acme.test/node/a"), (answer["entity"], Assert.Single(answer.Items()).Text("entity")));
        Assert.Equal(["b-c1"], await _client.Near("a"));
    }

    [Fact]
    public async Task Informal_names_are_followed_on_demand()
    {
        await _client.ConnectUris("user:ann", "user:Bob");
        await _client.ConnectUris("user:ann", "urn:isbn:12");
        await _client.ConnectUris("user:ann", "https://example.com/x");
        const string path = "/v1/graph/neighbors?entity=user:ann&scope=local";
        Assert.Equal(["urn:isbn:12", "https://example.com/x"], (await _client.Send("GET", path)).Items().Select(item => item.Text("entity")));
        Assert.Equal(
            ["user:bob", "urn:isbn:12", "https://example.com/x"], (await _client.Send("GET", path + "&include_informal=true")).Items().Select(item => item.Text("entity")));
        Assert.Equal("user:ann", Assert.Single((await _client.Send("GET", "/v1/graph/neighbors?entity=user:bob&scope=local&include_informal=1")).Items()).Text("entity"));
    }

    [Fact]
    public async Task An_alias_stands_for_its_entity_at_either_end()
    {
        await _client.Connect("old", "x");
        await _client.Connect("y", "old");
        await _client.Alias(GraphCalls.Uri("old"), GraphCalls.Uri("new"));
        await _client.Connect("new", "z");
        foreach (var name in new[] { "new", "old" })
            Assert.Equal(["x1", "y1", "z1"], await _client.Near(name));
        Assert.Equal(["new1"], await _client.Near("x"));
        Assert.Equal(["new1"], await _client.Near("y"));
        await _client.Send("DELETE", "/v1/aliases/" + GraphCalls.Uri("old"));
        Assert.Equal(["z1"], await _client.Near("new"));
    }

    [Fact]
    public async Task What_is_over_is_no_edge()
    {
        await _client.Connect("a", "b", "graph:one");
        await _client.Connect("a", "c", "graph:two", more: ",\"valid_until\":\"2026-03-04T05:07:00Z\"");
        await _client.Connect("a", "d", "graph:three");
        await _client.Connect("a", "e", "graph:three", source: "agent:bob");
        Assert.Equal(["b1", "c1", "d1", "e1"], await _client.Near("a"));
        await _client.TakeBack(entity: GraphCalls.Uri("a"), relation: "graph:one");
        Assert.Equal(["c1", "d1", "e1"], await _client.Near("a"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["d1", "e1"], await _client.Near("a"));
        var conflict = (await _client.Send("GET", "/v1/conflicts?status=unresolved")).Json.GetProperty("conflicts")[0];
        await _client.Send("POST", $"/v1/conflicts/{conflict.Text("conflict_id")}/resolve", $$"""{"winning_fact_id":"{{conflict.GetProperty("fact_a").Text("id")}}"}""");
        Assert.Equal(["e1"], await _client.Near("a"));
    }

    [Fact]
    public async Task A_value_that_is_no_ref_is_no_edge()
    {
        await _client.AssertFact(GraphCalls.Uri("a"), "graph:knows", GraphCalls.Uri("b"), "agent:ada");
        Assert.Empty(await _client.Near("a"));
        Assert.Empty(await _client.Near("b"));
    }

    [Fact]
    public async Task Scopes_are_apart_and_an_unknown_one_is_empty()
    {
        await _client.Connect("a", "b");
        await _client.Connect("a", "c", scope: "team");
        Assert.Equal(["b1"], await _client.Near("a"));
        Assert.Equal(["c1"], await _client.Near("a", scope: "team"));
        foreach (var scope in new[] { "public", "nowhere", "" })
        {
            var answer = await _client.Around("a", scope: scope);
            Assert.Equal("""{"entity":"stigmem://acme.test/node/a","depth":1,"neighbors":[],"next_cursor":null,"total_hint":0,"truncated":false}""", answer.Text);
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_while_edges_come_and_go()
    {
        for (var i = 0; i < 7; i++)
            await _client.Connect("hub", $"n{i}", $"graph:r{i}");
        var first = await _client.Around("hub", "page_size=3");
        Assert.Equal(["n01", "n11", "n21"], GraphCalls.Letters(first));
        Assert.Equal("7", first["total_hint"]);
        await _client.TakeBack(entity: GraphCalls.Uri("hub"), relation: "graph:r0");
        await _client.Connect("hub", "late");
        var second = await _client.Around("hub", $"page_size=3&cursor={first["next_cursor"]}");
        Assert.Equal(["n31", "n41", "n51"], GraphCalls.Letters(second));
        var third = await _client.Around("hub", $"page_size=3&cursor={second["next_cursor"]}");
        Assert.Equal(["n61", "late1"], GraphCalls.Letters(third));
        Assert.Equal("", third["next_cursor"]);
    }

    [Fact]
    public async Task A_cursor_is_a_number_and_a_second_and_expires()
    {
        for (var i = 0; i < 3; i++)
            await _client.Connect("hub", $"n{i}", $"graph:r{i}");
        Assert.Equal(["n21"], await _client.Near("hub", $"cursor={Cursor($$"""{"offset":2,"ts":{{_time.GetUtcNow().ToUnixTimeSeconds()}}}""")}"));
        var cursor = (await _client.Around("hub", "page_size=2"))["next_cursor"]!;
        Assert.DoesNotContain('=', cursor);
        Assert.True(Base64Url.TryDecode(cursor, out var bytes));
        Assert.StartsWith($$"""{"offset":2,"ts":{{_time.GetUtcNow().ToUnixTimeSeconds()}},""", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(["n21"], await _client.Near("hub", $"cursor={cursor}"));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _client.Around("hub", $"cursor={cursor}")).Refused(HttpStatusCode.BadRequest, "cursor_expired");
    }

    [Theory]
    [InlineData("%21%21")]
    [InlineData("bm90IGpzb24")]
    [InlineData("e30")]
    [InlineData("W10")]
    public async Task A_cursor_of_nobody_is_refused(string cursor) =>
        (await _client.Around("hub", $"cursor={cursor}")).Refused(HttpStatusCode.BadRequest, "invalid_cursor");

    [Theory]
    [InlineData("""{"offset":-1,"ts":9999999999}""")]
    [InlineData("""{"offset":1e99,"ts":9999999999}""")]
    [InlineData("""{"offset":"1","ts":9999999999}""")]
    [InlineData("""{"offset":1,"ts":null}""")]
    [InlineData("""{"offset":1,"ts":9999999999,"edge":1}""")]
    [InlineData("""{"offset":1,"ts":9999999999,"edge":1,"hops":99999999999,"confidence":1}""")]
    public async Task A_cursor_with_odd_members_is_refused(string json) =>
        (await _client.Around("hub", $"cursor={Cursor(json)}")).Refused(HttpStatusCode.BadRequest, "invalid_cursor");

    [Fact]
    public async Task Depth_has_its_own_refusals()
    {
        var deep = await _client.Around("a", "depth=4");
        deep.Refused(HttpStatusCode.BadRequest, "graph_depth_exceeded");
        Assert.Equal("depth must be ≤ 3", deep.Json.GetProperty("detail").Text("message"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _client.Around("a", "depth=0")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _client.Around("a", "page_size=201")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _client.Send("GET", "/v1/graph/neighbors?entity=x")).Status);
        (await _client.Around("a", "direction=up")).Refused(HttpStatusCode.BadRequest, "direction must be one of ['both', 'in', 'out']");
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.Send("GET", "/v1/graph/neighbors?entity=%20&scope=local")).Status);
    }

    [Fact]
    public async Task A_hub_is_followed_as_far_as_its_newest_edges()
    {
        var facts = string.Join(",", Enumerable.Range(0, 500).Select(i => Edge("hub", $"n{i}", $"graph:r{i}")));
        await _client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{facts}}]}""");
        Assert.Equal(("500", "False"), Total(await _client.Around("hub")));
        await _client.Connect("hub", "newest");
        Assert.Equal(("500", "True"), Total(await _client.Around("hub")));
        Assert.DoesNotContain("n01", await _client.Near("hub", "page_size=1"));
        Assert.Equal(["hub1"], await _client.Near("newest"));
    }

    [Fact]
    public async Task Edges_of_peers_need_the_permission_to_federate()
    {
        await using var node = await TestNode.StartAsync();
        using var reader = await node.ClientFor("agent:reader", "read");
        using var federated = await node.ClientFor("agent:federated", "read", "federate");
        using var writer = await node.ClientFor("agent:writer", "read", "write");
        await writer.Connect("a", "b", scope: "public");
        await node.ReceiveAsync(GraphCalls.Uri("a"), "graph:met", GraphCalls.Uri("c"));
        Assert.Equal(["b1"], await reader.Near("a", scope: "public"));
        Assert.Equal(["b1", "c1"], await federated.Near("a", scope: "public"));
    }

    [Fact]
    public async Task Reading_needs_the_permission_to_read()
    {
        await using var node = await TestNode.StartAsync();
        using var writer = await node.ClientFor("agent:writer", "write");
        (await writer.Around("a")).Refused(HttpStatusCode.Forbidden, "read permission required");
    }

    private static (string?, string?) Total(Http.Answer answer) => (answer["total_hint"], answer["truncated"]);

    private static string Cursor(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));

    private static string Edge(string from, string to, string relation) =>
        $$"""{"entity":"{{GraphCalls.Uri(from)}}","relation":"{{relation}}","value":{"type":"ref","v":"{{GraphCalls.Uri(to)}}"},"source":"agent:ada"}""";
}
