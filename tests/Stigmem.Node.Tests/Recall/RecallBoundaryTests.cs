using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Recall;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary>What may not be seen does not influence an answer either: not its order, not its scores, not its counts.</summary>
public sealed class RecallBoundaryTests
{
    /// <summary>However many better matches do not stand any more, they take no live fact's place.</summary>
    [Theory]
    [InlineData("retracted")]
    [InlineData("expired")]
    [InlineData("unsure")]
    public async Task A_live_fact_is_found_behind_any_number_of(string which)
    {
        const int others = 400;
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(
            FactCalls.Open, time, configure: services => services.AddSingleton(all => ActivatorUtilities.CreateInstance<LexicalRecall>(all, 10)));
        using var client = node.Anonymous();
        await Write(which == "expired" ? ",\"valid_until\":\"2026-03-04T05:06:17Z\"" : which == "unsure" ? ",\"confidence\":0.1" : "");
        await client.Tell("user:live", "violet, and among the many other colours that there are also amber, green, and a little grey");
        if (which == "retracted")
            await Write(",\"confidence\":0");
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["user:live"], (await client.Recalled("violet", ",\"min_confidence\":0.5")).Select(scored => scored.Entity()));

        async Task Write(string more)
        {
            var items = Enumerable.Range(0, others).Select(i => $$"""{"entity":"user:n{{i}}","relation":"memory:colour","value":{"type":"string","v":"violet"},"source":"agent:a"{{more}}}""");
            Assert.Equal(HttpStatusCode.OK, (await client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]}""")).Status);
        }
    }

    private static readonly Dictionary<string, string> Tenants = new() { ["MULTI_TENANT_ENABLED"] = "true" };

    [Fact]
    public async Task An_answer_is_the_same_with_and_without_what_is_hidden()
    {
        await using var bare = await TestNode.StartAsync(Tenants, new FakeTime());
        await using var full = await TestNode.StartAsync(Tenants, new FakeTime());
        using var fromBare = await SettleAsync(bare);
        using var fromFull = await SettleAsync(full);
        await HideAsync(full);
        foreach (var question in new[] { "green", "rare green colour", "what does Ada like?", "gren", "secret", "col*", "where was the talk held?" })
        {
            foreach (var more in new[] { "", ",\"limit\":500,\"depth\":3,\"token_budget\":200000" })
                Assert.Equal(Comparable((await fromBare.Ask(question, more)).Json), Comparable((await fromFull.Ask(question, more)).Json));
        }
    }

    [Fact]
    public async Task What_is_let_out_of_quarantine_is_found_from_then_on()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var garden = (await client.NewGarden("held", quarantine: true))["id"];
        var held = await client.Tell("user:x", "some green");
        await node.HoldAsync(held, garden);
        Assert.Empty(await client.Recalled("green"));
        await client.Send("POST", $"/v1/quarantine/{held}/admit");
        Assert.Equal(["some green"], await client.Values("green"));
        await client.NewGarden("target");
        await node.HoldAsync(held, garden);
        await client.Send("POST", $"/v1/quarantine/{held}/admit?target_garden_id=target");
        Assert.Equal(["some green"], await client.Values("green"));
    }

    /// <summary>It was indexed before it was held, so the index has it twice then, or in two places.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("?target_garden_id=target")]
    public async Task What_was_found_before_it_was_held_is_found_once_when_it_is_free(string target)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var garden = (await client.NewGarden("held", quarantine: true))["id"];
        await client.NewGarden("target");
        var held = await client.Tell("turn:1", "some green", "chat:said");
        await client.Tell("turn:2", "and blue", "chat:said");
        foreach (var turn in (string[])["turn:1", "turn:2"])
            await client.Send("POST", "/v1/facts", $$"""{"entity":"{{turn}}","relation":"chat:in","value":{"type":"ref","v":"stigmem://acme.test/session/1"},"source":"agent:ada"}""");
        var before = (await client.Recalled("green", ",\"include_neighbors\":false")).Select(scored => scored.GetProperty("score_breakdown").GetProperty("lexical").ToString()).ToList();
        await node.HoldAsync(held, garden);
        await client.Send("POST", $"/v1/quarantine/{held}/admit{target}");
        var after = await client.Recalled("green", ",\"include_neighbors\":false");
        Assert.Equal(held, after[0].GetProperty("fact").Text("id"));
        Assert.Equal(before, after.Select(scored => scored.GetProperty("score_breakdown").GetProperty("lexical").ToString()));
    }

    [Fact]
    public async Task Members_of_a_garden_recall_what_is_in_it()
    {
        await using var node = await TestNode.StartAsync();
        using var owner = await node.ClientFor("agent:owner", "read", "write", "admin");
        using var member = await node.ClientFor("agent:member", "read");
        using var stranger = await node.ClientFor("agent:stranger", "read");
        await owner.NewGarden("closed");
        await owner.Admit("closed", "agent:member", "reader");
        await owner.AssertIn("closed", "user:x", "green in the garden");
        Assert.Equal(["green in the garden"], await member.Values("green"));
        Assert.Empty(await stranger.Recalled("green"));
    }

    private static async Task<HttpClient> SettleAsync(TestNode node)
    {
        var client = await node.ClientFor(new KeyGrant { EntityUri = "agent:reader", Permissions = ["read", "write"], Scopes = ["local", "team"] });
        await client.Tell("user:ada", "likes the colour green");
        await client.Tell("user:bo", "likes the colour blue");
        await client.Tell("user:cy", "a rare green stone");
        await client.Tell("turn:1", "where was the talk?", "chat:said");
        await client.Tell("turn:2", "in the old hall", "chat:said");
        foreach (var turn in (string[])["turn:1", "turn:2"])
            await client.Send("POST", "/v1/facts", $$"""{"entity":"{{turn}}","relation":"chat:in","value":{"type":"ref","v":"stigmem://acme.test/session/1"},"source":"agent:ada"}""");
        return client;
    }

    /// <summary>The same words behind every wall, in the same thread, and vocabulary that nobody else has.</summary>
    private static async Task HideAsync(TestNode node)
    {
        string[] all = ["local", "team", "company", "public"];
        using var owner = await node.ClientFor(new KeyGrant { EntityUri = "agent:owner", Permissions = ["read", "write", "admin"], Scopes = all });
        using var foreigner = await node.ClientFor(new KeyGrant { EntityUri = "agent:owner", Permissions = ["read", "write"], Scopes = all, Tenant = "red" });
        await owner.NewGarden("closed");
        var held = (await owner.NewGarden("held", quarantine: true))["id"];
        for (var i = 0; i < 12; i++)
        {
            await foreigner.Tell($"user:secret{i}", "secret green colourful greenery", more: "");
            await owner.Tell($"user:secret{i}", "secret green colourful greenery", scope: "company");
            await owner.AssertIn("closed", $"user:secret{i}", "secret green colourful greenery");
        }
        await owner.Send("POST", "/v1/facts", """{"entity":"turn:1","relation":"chat:said","value":{"type":"string","v":"the talk was held in the garden"},"source":"agent:owner","garden_id":"closed"}""");
        // Held before any pass of the index sees it, as what a peer delivers.
        await owner.Send("POST", "/v1/facts", """{"entity":"user:ada","relation":"chat:in","value":{"type":"ref","v":"stigmem://acme.test/session/1"},"source":"agent:owner","garden_id":"closed"}""");
        await node.HoldAsync((await owner.AssertIn("closed", "user:held", "secret green colour"))["id"]!, held);
    }

    /// <summary>An answer without what differs from one to the next.</summary>
    private static string Comparable(JsonElement answer) => string.Join('\n', answer.GetProperty("facts").EnumerateArray()
        .Select(scored => $"{scored.Entity()} {scored.Value()} {scored.GetProperty("score")} {scored.GetProperty("score_breakdown")} {scored.GetProperty("why")}")
        .Append(answer.GetProperty("total_scored").ToString()).Append(answer.GetProperty("tokens_used").ToString()).Append(answer.GetProperty("truncated").ToString()));
}
