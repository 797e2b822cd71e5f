using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Embeddings;

/// <summary>Recall by meaning, with a provider that knows synonyms.</summary>
public sealed class SemanticRecallTests
{
    [Fact]
    public async Task A_synonym_finds_what_no_word_finds()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("drives a red automobile", entity: "user:x");
        await ada.Say("feeds a kitten", entity: "user:y");
        await node.Backfill();
        EmbeddingCalls.Told(["drives a red automobile"], "on", await ada.Recall("car"));
        EmbeddingCalls.Told([], null, await ada.Recall("car", more: ",\"weights\":{\"semantic\":0}"));
    }

    [Fact]
    public async Task Likeness_puts_the_fact_that_is_meant_before_the_one_that_shares_a_word()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("owner of the cat", entity: "user:x");
        await ada.Say("owner of the automobile", entity: "user:y");
        await node.Backfill();
        Assert.Equal("owner of the automobile", (await ada.Recall("owner vehicle")).Values[0]);
        var answer = await ada.Send("POST", "/v1/recall", """{"query":"owner vehicle"}""");
        var first = answer.Json.GetProperty("facts")[0].GetProperty("score_breakdown");
        Assert.InRange(first.GetProperty("semantic").GetDouble(), 0.9, 1);
    }

    [Fact]
    public async Task A_fact_without_a_vector_is_still_found_by_its_words()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings());
        using var ada = await node.ClientFor("agent:ada", "read", "write", "instruction:write");
        await ada.Say("drives an automobile", entity: "user:x");
        await node.Backfill();
        await ada.Send("POST", "/v1/facts", """{"entity":"user:y","relation":"memory:rule","value":{"type":"text","v":"wash the car","interpret_as":"instruction"},"source":"agent:ada","scope":"local"}""");
        await node.Backfill();
        Assert.Equal(["drives an automobile", "wash the car"], (await ada.Recall("car")).Values.Order());
        Assert.DoesNotContain(provider.Texts, text => text.Contains("wash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_another_scope_garden_or_tenant_is_found_or_changes_a_score()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings(("MULTI_TENANT_ENABLED", "true")));
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var owner = await node.ClientFor("agent:owner", "admin", "read", "write");
        using var other = await node.ClientFor(new KeyGrant { EntityUri = "agent:other", Tenant = "red" });
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:narrow", Scopes = ["team"] });
        await ada.Say("drives an automobile", entity: "user:x");
        await node.Backfill();
        var before = await Scores(ada);
        await owner.NewGarden("closed");
        await owner.AssertIn("closed", "user:g", "hides an automobile");
        await other.Say("rents an automobile", entity: "user:t", source: "agent:other");
        await ada.Say("sells an automobile", entity: "user:s", scope: "company");
        await node.Backfill();
        Assert.Contains(provider.Texts, text => text.Contains("hides", StringComparison.Ordinal));
        Assert.Equal(before, await Scores(ada));
        Assert.Equal(["rents an automobile"], (await other.Recall("car")).Values);
        Assert.Empty((await narrow.Recall("car", "local")).Values);
        Assert.Equal(["drives an automobile", "hides an automobile"], (await owner.Recall("car")).Values.Order());
    }

    [Fact]
    public async Task What_was_retracted_superseded_or_moved_takes_no_place()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        for (var i = 0; i < 5; i++)
            await ada.Say($"automobile number {i}", entity: $"user:{i}");
        await node.Backfill();
        for (var i = 0; i < 4; i++)
            await ada.TakeBack(entity: $"user:{i}");
        Assert.Equal(["automobile number 4"], (await ada.Recall("car", more: ",\"limit\":1")).Values);
    }

    /// <summary>Beyond a number of vectors within reach, those that words have found are compared, and no others.</summary>
    [Fact]
    public async Task Among_too_many_vectors_only_what_words_find_is_set_in_order()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(
            provider.Settings(), configure: services => services.AddSingleton(all => ActivatorUtilities.CreateInstance<VectorStore>(all, 2)));
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("owner of the cat", entity: "user:x");
        await ada.Say("owner of the automobile", entity: "user:y");
        await node.Backfill();
        EmbeddingCalls.Told(["owner of the automobile"], "on", await ada.Recall("car"));
        await ada.Say("out of reach", entity: "user:z", scope: "company");
        await node.Backfill();
        EmbeddingCalls.Told(["owner of the automobile"], "on", await ada.Recall("car"));
        await ada.Say("feeds a dog", entity: "user:z");
        await node.Backfill();
        EmbeddingCalls.Told([], "on", await ada.Recall("car"));
        Assert.Equal("owner of the automobile", (await ada.Recall("owner vehicle")).Values[0]);
        var facts = (await ada.Send("POST", "/v1/recall", """{"query":"owner vehicle"}""")).Json.GetProperty("facts");
        Assert.Equal(2, facts.GetArrayLength());
        Assert.InRange(facts[0].GetProperty("score_breakdown").GetProperty("semantic").GetDouble(), 0.9, 1);
        Assert.InRange(facts[1].GetProperty("score_breakdown").GetProperty("semantic").GetDouble(), 0, 0.5);
    }

    [Fact]
    public async Task A_slow_provider_holds_up_neither_recalls_nor_asserts()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings(("EMBED_QUESTION_TIMEOUT_MS", "20")));
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var never = new TaskCompletionSource<bool>();
        provider.Instead = async (http, _) => await never.Task.WaitAsync(http.RequestAborted);
        Assert.Equal(HttpStatusCode.Created, (await ada.Say("drives a car")).Status);
        EmbeddingCalls.Told(["drives a car"], "off; provider-failed", await ada.Recall("car"));
    }

    [Fact]
    public async Task A_dead_provider_is_asked_once_and_again_after_a_rest()
    {
        var time = new FakeTime();
        await using var provider = await FakeProvider.StartAsync();
        await using var node = await TestNode.StartAsync(provider.Settings(), time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("drives an automobile");
        await node.Backfill();
        provider.Says(503);
        Assert.Equal("off; provider-failed", (await ada.Recall("car")).Semantic);
        var calls = provider.Calls;
        Assert.Equal("off; provider-failed", (await ada.Recall("vehicle")).Semantic);
        Assert.Equal(calls, provider.Calls);
        provider.Instead = (_, _) => Task.FromResult(false);
        time.Advance(TimeSpan.FromSeconds(11));
        EmbeddingCalls.Told(["drives an automobile"], "on", await ada.Recall("vehicle"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAAA"}]}""")]
    [InlineData("""{"data":[{"index":7,"embedding":[1,2,3,4]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2,3,4]},{"index":0,"embedding":[1,2,3,4]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,null,3,4]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,1e99,3,4]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[0,0,0,0]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,2,3]}]}""")]
    public async Task Garbage_is_not_believed(string body)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Says(body);
        await using var node = await TestNode.StartAsync(provider.Settings());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("drives a car");
        var status = await node.Backfill();
        Assert.Equal((0, JsonValueKind.String), (status.GetProperty("vectors").GetInt32(), status.GetProperty("problem").ValueKind));
        EmbeddingCalls.Told(["drives a car"], "off; provider-failed", await ada.Recall("car"));
    }

    [Fact]
    public async Task A_node_without_vectors_says_nothing_of_them()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("drives a car");
        EmbeddingCalls.Told(["drives a car"], null, await ada.Recall("car"));
        Assert.False(File.Exists(node.DatabasePath + "-vectors"));
        Assert.False((await ada.Send("GET", "/.well-known/stigmem")).Json.TryGetProperty("embedding", out _));
    }

    private static async Task<string> Scores(HttpClient client)
    {
        var answer = await client.Send("POST", "/v1/recall", """{"query":"car"}""");
        return string.Join("\n", answer.Json.GetProperty("facts").EnumerateArray().Select(one => $"{one.GetProperty("fact").Text("id")} {one.GetProperty("score_breakdown")}"));
    }
}
