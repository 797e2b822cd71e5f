using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>How many facts all pages of a query have together, for those who ask (decision 0070).</summary>
public sealed class TotalMatchesTests
{
    [Theory]
    [InlineData("", 8)]
    [InlineData("entity=user:x", 4)]
    [InlineData("relation=memory:role", 3)]
    [InlineData("source=agent:bob", 1)]
    [InlineData("scope=team", 1)]
    [InlineData("min_confidence=0.6", 7)]
    [InlineData("min_confidence=0", 10)]
    [InlineData("include_expired=true", 11)]
    [InlineData("include_contradicted=true", 10)]
    [InlineData("prefer=latest", 9)]
    [InlineData("prefer=winner&entity=user:split", 1)]
    [InlineData("garden_id=g", 1)]
    [InlineData("attested=true", 0)]
    [InlineData("after=2099-01-01", 0)]
    public async Task Counts_what_the_pages_give(string query, long expected)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await Fill(node, ada);
        var (listed, totals) = await Walk(ada, query);
        Assert.Equal(expected, listed);
        Assert.All(totals, total => Assert.Equal(expected, total));
    }

    [Fact]
    public async Task Counts_for_each_caller_what_that_caller_may_see()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Scopes = ["team"] });
        await Fill(node, ada);
        Assert.Equal((8, 7, 1), (await Total(ada, ""), await Total(eve, ""), await Total(narrow, "")));
        Assert.Equal(HttpStatusCode.Forbidden, (await eve.Send("GET", "/v1/facts?include_total=true&garden_id=g")).Status);
    }

    [Fact]
    public async Task In_strict_trust_what_is_not_trusted_does_not_count()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["TRUST_MODE"] = "strict", ["NODE_PRIVATE_KEY"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("own");
        await ada.Say("other", source: "agent:other", entity: "user:y");
        Assert.Equal((1, 2), (await Total(ada, ""), await Total(ada, "include_low_trust=true")));
    }

    [Fact]
    public async Task Is_not_there_for_those_who_do_not_ask()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor");
        foreach (var query in new[] { "", "include_total=false", "include_total=0" })
            Assert.Equal(["facts", "total", "cursor", "tombstone_notices"], Members(await client.Send("GET", $"/v1/facts?{query}")));
        Assert.Equal(["facts", "total", "cursor", "total_matches", "tombstone_notices"], Members(await client.Send("GET", "/v1/facts?include_total=yes")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.Send("GET", "/v1/facts?include_total=maybe")).Status);

        static IEnumerable<string> Members(Http.Answer answer) => answer.Json.EnumerateObject().Select(member => member.Name);
    }

    /// <summary>Facts of every fate. A plain query of a member of the garden gives eight.</summary>
    private static async Task Fill(TestNode node, HttpClient ada)
    {
        await ada.NewGarden("g");
        await ada.NewGarden("q", quarantine: true);
        await ada.Say("editor");
        await ada.Say("editor", source: "agent:bob");
        await ada.Say("reader", relation: "memory:other");
        await ada.Say("unsure", relation: "memory:guess", confidence: 0.5);
        await ada.Say("of the team", entity: "user:team", scope: "team");
        await ada.AssertIn("g", "user:inside", "inside");
        await ada.Say("one", entity: "user:split");
        await ada.Say("two", entity: "user:split");
        await ada.Say("over", entity: "user:over", more: ",\"valid_until\":\"2001-01-01\"");
        await ada.Say("gone", entity: "user:gone");
        await ada.TakeBack(entity: "user:gone");
        var held = await ada.Say("held", entity: "user:held");
        await node.HoldAsync(held["id"]!, (await ada.Send("GET", "/v1/gardens/q"))["id"]);
    }

    private static async Task<long?> Total(HttpClient client, string query) =>
        Total((await client.Send("GET", $"/v1/facts?include_total=true&{query}")).Json);

    private static long? Total(JsonElement page) => page.TryGetProperty("total_matches", out var total) ? total.GetInt64() : null;

    private static async Task<(long Listed, List<long?> Totals)> Walk(HttpClient client, string query)
    {
        var listed = 0L;
        List<long?> totals = [];
        var cursor = "";
        do
        {
            var page = (await client.Send("GET", $"/v1/facts?include_total=true&limit=2&{query}&cursor={Uri.EscapeDataString(cursor)}")).Json;
            listed += page.GetProperty("facts").GetArrayLength();
            totals.Add(Total(page));
            cursor = page.Text("cursor") ?? "";
        }
        while (cursor.Length > 0 && totals.Count < 100);
        return (listed, totals);
    }
}
