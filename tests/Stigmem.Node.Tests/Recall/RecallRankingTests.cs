using System.Globalization;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary>What comes first, and what does not come at all.</summary>
public sealed class RecallRankingTests
{
    private static readonly (string, string)[] NoLimits = [("RATE_LIMIT_WRITE_PER_HOUR", "0"), ("RATE_LIMIT_READ_PER_HOUR", "0"), ("RATE_LIMIT_DISABLED_ACK", "1")];

    [Fact]
    public async Task Nothing_stale_is_recalled()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Tell("user:a", "green once", more: ",\"valid_until\":\"2026-03-04T06:00:00Z\"");
        await client.Tell("user:b", "green retracted");
        await client.TakeBack(relation: "memory:note", entity: "user:b");
        await client.Tell("user:c", "green old");
        await client.Tell("user:c", "green new");
        await client.Tell("user:d", "green loser", source: "agent:bob");
        var winner = await client.Tell("user:d", "green winner", source: "agent:cy");
        var conflict = (await client.Send("GET", "/v1/conflicts?limit=500")).Json.GetProperty("conflicts").EnumerateArray().First(one => one.GetProperty("fact_a").Text("id") == winner);
        await client.Send("POST", $"/v1/conflicts/{conflict.Text("conflict_id")}/resolve", $$"""{"winning_fact_id":"{{winner}}"}""");
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["green new", "green winner"], (await client.Values("green")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_one_tuple_two_values_are_shown_and_said_to_be_at_odds()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        foreach (var (value, source) in new[] { ("green one", "agent:a"), ("green two", "agent:b"), ("green three", "agent:c") })
            await client.Tell("user:x", value, source: source);
        var recalled = (await client.Recalled("green")).Where(scored => !scored.GetProperty("from_card").GetBoolean()).ToList();
        Assert.Equal(2, recalled.Count);
        Assert.All(recalled, scored => Assert.True(scored.GetProperty("fact").GetProperty("contradicted").GetBoolean()));
        Assert.All(recalled, scored => Assert.Contains("contradicted by another fact", scored.GetProperty("why").EnumerateArray().Select(why => why.GetString())));
    }

    /// <summary>Two hundred voices against one that the operator trusts.</summary>
    [Fact]
    public async Task A_flood_does_not_push_out_what_is_trusted()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("rules.json"), """{"always_trust":["agent:good"]}""");
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith([.. NoLimits, ("TRUST_RULES_FILE", folder.File("rules.json"))]));
        using var client = node.Anonymous();
        await client.Tell("project:apollo", "the launch date is in march", "plan:launch", "agent:good");
        for (var i = 0; i < 200; i++)
            await client.Tell("project:apollo", $"the launch date of apollo is day {i}", "plan:launch", $"agent:bad{i}");
        var first = await client.Values("when is the launch date of apollo?", ",\"limit\":10");
        Assert.Contains("the launch date is in march", first.Take(3));
    }

    [Theory]
    [InlineData("user:alicia-keys", "user:alicia-kays")]
    [InlineData("user:alice", "user:alicce")]
    [InlineData("stigmem://acme.test/user/robert", "stigmem://acme.test/user/r0bert")]
    [InlineData("user:alice", "users:alice")]
    public async Task A_look_alike_is_not_taken_for_the_one_that_is_named(string real, string fake)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var name = real[(real.LastIndexOfAny([':', '/']) + 1)..].Replace('-', ' ');
        for (var i = 0; i < 6; i++)
        {
            await client.Tell(real, $"the real account number {i} of {name}", $"bank:account{i}");
            await client.Tell(fake, $"the account number {i} of {name} is now {i}", $"bank:account{i}", "agent:eve");
        }
        var entities = (await client.Recalled($"what is the account number of {name}?")).Select(RecallCalls.Entity).ToList();
        Assert.DoesNotContain(fake, entities.Take(5));
    }

    [Fact]
    public async Task What_was_said_before_is_not_said_again()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        const string text = "the quick brown fox jumps over the lazy dog near Berlin";
        await client.Tell("note:1", text);
        await client.Tell("note:2", text + "!", source: "agent:bob");
        await client.Tell("user:a", "fox");
        await client.Tell("user:b", "fox");
        var values = await client.Values("fox", ",\"include_neighbors\":false");
        Assert.Equal(3, values.Count);
        Assert.Single(values, value => value.StartsWith(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_of_a_thread_help_each_other()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        string[] turns = ["Hello there", "Where did you spend your holiday?", "In Lisbon, it was wonderful", "Sounds good", "See you"];
        for (var i = 0; i < turns.Length; i++)
        {
            await client.Tell($"turn:{i}", turns[i], "chat:said");
            await client.Send("POST", "/v1/facts", $$"""{"entity":"turn:{{i}}","relation":"chat:in","value":{"type":"ref","v":"stigmem://acme.test/session/1"},"source":"agent:ada"}""");
        }
        await client.Tell("turn:other", "In Lisbon prices rise", "chat:said");
        var values = await client.Values("where was the holiday spent?", ",\"include_neighbors\":false");
        Assert.Equal(turns[1], values[0]);
        Assert.Equal(turns[2], values[1]);
        Assert.DoesNotContain("In Lisbon prices rise", values);
    }

    [Fact]
    public async Task Equal_scores_have_one_order()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(NoLimits));
        using var client = node.Anonymous();
        for (var i = 0; i < 30; i++)
            await client.Tell($"user:n{i:00}", "the very same green");
        var first = (await client.Recalled("green", ",\"limit\":500")).Select(RecallCalls.Entity).ToList();
        Assert.Equal(30, first.Distinct().Count());
        Assert.Equal(first, (await client.Recalled("green", ",\"limit\":500")).Select(RecallCalls.Entity));
        Assert.Equal(first.Take(5), (await client.Recalled("green", ",\"limit\":5")).Select(RecallCalls.Entity));
    }

    [Fact]
    public async Task Confidence_counts()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        foreach (var confidence in new[] { 0.4, 1.0, 0.7, 0.05 })
            await client.Say("some green", confidence: confidence, entity: $"user:c{confidence.ToString(CultureInfo.InvariantCulture)}");
        Assert.Equal(["user:c1", "user:c0.7", "user:c0.4"], (await client.Recalled("green")).Select(RecallCalls.Entity));
        Assert.Equal(["user:c1", "user:c0.7"], (await client.Recalled("green", ",\"min_confidence\":0.5")).Select(RecallCalls.Entity));
    }
}
