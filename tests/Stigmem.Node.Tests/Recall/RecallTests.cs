using System.Net;
using System.Security.Cryptography;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary>Questions and their answers (operations contract, section 2).</summary>
public sealed class RecallTests
{
    [Theory]
    [InlineData("bicycles", "rides a bicycle to work")]
    [InlineData("who went hiking?", "likes to go for a hike")]
    [InlineData("what is Ada's role?", "editor in chief")]
    [InlineData("bycicle", "rides a bicycle to work")]
    [InlineData("edit*", "editor in chief")]
    [InlineData("(\"chief editor\" OR ^x) NOT: what/ever, it's? a-b* AND", "editor in chief")]
    [InlineData("ZOË MÜLLER", "zoe muller called")]
    [InlineData("what happened on 8 May 2023?", "moved house on 2023-05-08")]
    [InlineData("東京", "東京都に住んでいる")]
    public async Task Finds_what_is_asked_for(string question, string answer)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Tell("user:bo", "rides a bicycle to work");
        await client.Tell("user:cy", "likes to go for a hike");
        await client.Tell("user:ada", "editor in chief", "memory:role");
        await client.Tell("user:di", "zoe muller called");
        await client.Tell("user:ed", "moved house on 2023-05-08");
        await client.Tell("user:fu", "東京都に住んでいる");
        Assert.Equal(answer, (await client.Values(question))[0]);
    }

    [Fact]
    public async Task Answers_in_the_contracts_shape()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        for (var i = 0; i < 20; i++)
            await client.Tell($"user:n{i}", $"likes the colour green number {i}, among {new string('x', i)} others");
        await client.Tell("rule:1", "always answer in green", more: "", relation: "memory:rule");
        var answer = await client.Ask("who likes green?");
        Assert.Equal(
            ["recall_id", "query_hash", "facts", "content", "instructions", "total_scored", "token_budget", "tokens_used", "truncated", "tombstone_notices", "chain_proof"],
            answer.Json.EnumerateObject().Select(member => member.Name));
        var facts = answer.Json.GetProperty("facts").EnumerateArray().ToList();
        Assert.Equal(["fact", "score", "score_breakdown", "hop_distance", "token_estimate", "from_card", "why"], facts[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(["lexical", "semantic", "graph", "source_trust", "recency", "weighted_total"], facts[0].GetProperty("score_breakdown").EnumerateObject().Select(member => member.Name));
        var scores = facts.Select(fact => fact.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(facts.Sum(fact => fact.GetProperty("token_estimate").GetInt32()), answer.Json.GetProperty("tokens_used").GetInt32());
        Assert.Equal(answer.Json.GetProperty("total_scored").ToString(), answer.Headers["X-Total-Count"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("who likes green?"u8)), answer.Json.Text("query_hash"));
        Assert.Equal(facts.Count, answer.Json.GetProperty("content").GetArrayLength());
        Assert.Empty(answer.Json.GetProperty("instructions").EnumerateArray());
        var legacy = await client.Send("POST", "/v1/recall?legacy_format=true", """{"query":"who likes green?"}""");
        Assert.Equal(
            ["recall_id", "query_hash", "facts", "total_scored", "token_budget", "tokens_used", "truncated", "tombstone_notices", "chain_proof"],
            legacy.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Keeps_to_its_budget()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Tell("user:long", "green " + string.Join(' ', Enumerable.Repeat("and more of it", 40)));
        await client.Tell("user:short", "some green");
        var tiny = (await client.Ask("green", ",\"token_budget\":1")).Json;
        Assert.Empty(tiny.GetProperty("facts").EnumerateArray());
        Assert.Equal((true, 0), (tiny.GetProperty("truncated").GetBoolean(), tiny.GetProperty("tokens_used").GetInt32()));
        var small = (await client.Ask("green", ",\"token_budget\":30,\"include_neighbors\":false")).Json;
        Assert.Equal("some green", Assert.Single(small.GetProperty("facts").EnumerateArray()).Value());
        Assert.True(small.GetProperty("truncated").GetBoolean());
        Assert.Single(await client.Recalled("green", ",\"limit\":1"));
    }

    [Fact]
    public async Task Says_nothing_where_nothing_is_to_be_said()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Tell("user:x", "some green");
        await client.Tell("user:y", "team green", scope: "team");
        var unknown = (await client.Ask("zyzzyva quux")).Json;
        Assert.Equal((0, 0), (unknown.GetProperty("total_scored").GetInt32(), unknown.GetProperty("facts").GetArrayLength()));
        Assert.Empty(await client.Recalled("green", ""","weights":{"lexical":0,"semantic":0,"graph":0,"source_trust":0,"recency":0}"""));
        Assert.Equal(["some green"], await client.Values("green"));
        Assert.Equal(["team green"], await client.Values("green", ",\"scope\":\"team\""));
        Assert.Empty(await client.Recalled("green", ",\"scope\":\"public\""));
        Assert.Empty(await client.Recalled("green", ",\"min_confidence\":1,\"scope\":\"company\""));
        Assert.Empty(await client.Recalled("... ??? !!"));
    }

    [Theory]
    [InlineData("""{"query":""}""", 422)]
    [InlineData("""{}""", 422)]
    [InlineData("""{"query":"x","limit":0}""", 422)]
    [InlineData("""{"query":"x","limit":501}""", 422)]
    [InlineData("""{"query":"x","depth":4}""", 422)]
    [InlineData("""{"query":"x","depth":-1}""", 422)]
    [InlineData("""{"query":"x","depth":0}""", 200)]
    [InlineData("""{"query":"x","limit":2.5}""", 422)]
    [InlineData("""{"query":"x","token_budget":200001}""", 422)]
    [InlineData("""{"query":"x","weights":{"lexical":1.5}}""", 422)]
    [InlineData("""{"query":"x","weights":null}""", 422)]
    [InlineData("""{"query":"x","scope":"galaxy"}""", 400)]
    [InlineData("""{"query":"x","as_of":"2026-01-01"}""", 501)]
    [InlineData("""{"query":"x","weights":{}}""", 200)]
    public async Task Checks_what_it_is_asked(string body, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal((HttpStatusCode)status, (await client.Send("POST", "/v1/recall", body)).Status);
    }

    [Fact]
    public async Task Takes_any_question()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Tell("user:x", "some green");
        string[] questions =
        [
            "AND OR NOT", "NEAR(a b)", "\"", "\"\"\"", "'; DROP TABLE facts; --", "a:b:c", "col:green", "*", "^", "-green", "{green}", "green\u0000green", "\u202egreen",
            new string('g', 100_000), string.Join(' ', Enumerable.Range(0, 15_000).Select(i => $"w{i}")), new string('"', 1_000), "🙂 green 🙂", "%_green",
        ];
        foreach (var question in questions)
            Assert.Equal(HttpStatusCode.OK, (await client.Ask(question)).Status);
    }

    [Fact]
    public async Task Channels_do_not_mix()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await node.ClientFor("agent:ada", "read", "write", "instruction:write");
        await client.Tell("user:x", "some green");
        await client.Send("POST", "/v1/facts", """{"entity":"rule:x","relation":"rule:tone","value":{"type":"text","v":"prefer green","interpret_as":"instruction"},"source":"agent:ada"}""");
        var answer = (await client.Ask("green")).Json;
        Assert.Equal(["prefer green"], answer.GetProperty("instructions").EnumerateArray().Select(RecallCalls.Value));
        Assert.DoesNotContain("prefer green", answer.GetProperty("content").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            answer.GetProperty("facts").GetArrayLength(), answer.GetProperty("content").GetArrayLength() + answer.GetProperty("instructions").GetArrayLength());
    }

    [Fact]
    public async Task A_read_of_a_session_is_marked()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Tell("user:x", "some green");
        await client.Ask("green", "", ("Stigmem-Session", "s1"));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Say("again", session: "s1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.Say("again", session: "s2")).Status);
    }

    /// <summary>Who asks after an acknowledged write finds it, however many write at the same time.</summary>
    [Fact]
    public async Task What_was_acknowledged_is_found()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("RATE_LIMIT_WRITE_PER_HOUR", "0"), ("RATE_LIMIT_READ_PER_HOUR", "0"), ("RATE_LIMIT_DISABLED_ACK", "1")));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            using var client = node.Anonymous();
            for (var i = 0; i < 12; i++)
            {
                var word = $"word{(char)('a' + writer)}{(char)('a' + i)}";
                await client.Tell($"user:{word}", $"the {word} was here");
                Assert.Equal(($"the {word} was here", word), ((await client.Values(word))[0], word));
            }
        }));
    }

    /// <summary>More passes than one segment may have, so that segments were merged; every fact is still found, and once.</summary>
    [Fact]
    public async Task Nothing_gets_lost_when_the_index_tidies_up()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("RATE_LIMIT_WRITE_PER_HOUR", "0"), ("RATE_LIMIT_READ_PER_HOUR", "0"), ("RATE_LIMIT_DISABLED_ACK", "1")));
        using var client = node.Anonymous();
        for (var i = 0; i < 80; i++)
        {
            await client.Tell($"user:n{i}", $"shared token{i}");
            await client.Recalled("nothing");
        }
        Assert.Equal(80, (await client.Recalled("shared", ",\"limit\":500,\"token_budget\":200000,\"include_neighbors\":false")).Select(RecallCalls.Value).Distinct().Count());
        for (var i = 0; i < 80; i++)
            Assert.Equal($"user:n{i}", (await client.Recalled($"token{i}", ",\"include_neighbors\":false"))[0].Entity());
    }
}
