using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Tests.Aliases;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Entities;

public sealed class ResolveEntityTests
{
    [Fact]
    public async Task Asks_use_then_alias_then_likeness()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        foreach (var name in new[] { "alice", "alice-smith", "bob", "zoe" })
            await anyone.AssertFact($"user:{name}", "memory:note", "x", "agent:a");
        await anyone.AssertFact("team:alice", "memory:note", "x", "agent:a");
        await anyone.Alias("user:ally", "user:alice");

        var used = await Resolve(anyone, "User:Alice");
        Assert.Equal(
            ["query", "canonical", "best", "resolution_layer", "layer1_match", "layer2_match", "layer3_candidates"],
            used.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("User:Alice", "user:alice", "user:alice", "1", "True"), (used["query"], used["canonical"], used["best"], used["resolution_layer"], used["layer1_match"]));
        var aliased = await Resolve(anyone, "user:ally");
        Assert.Equal(("user:alice", "2", "False", "user:alice"), (aliased["best"], aliased["resolution_layer"], aliased["layer1_match"], aliased["layer2_match"]));

        var alike = await Resolve(anyone, "user:alicia");
        Assert.Equal(("user:alice", "3", ""), (alike["best"], alike["resolution_layer"], alike["layer2_match"]));
        var best = Candidates(alike)[0];
        Assert.Equal(["uri", "score", "match_note"], best.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("user:alice", 0.7273, "token_score=0.73 ('alicia' ~ 'alice')"), (
            best.GetProperty("uri").GetString(), best.GetProperty("score").GetDouble(), best.GetProperty("match_note").GetString()));
        Assert.Equal(["user:alice", "user:alice-smith"], Candidates(alike).Select(candidate => candidate.GetProperty("uri").GetString()));
        Assert.Single(Candidates(await Resolve(anyone, "user:alicia", "&top_k=1")));
        Assert.Single(Candidates(await Resolve(anyone, "user:alicia", "&threshold=0.7")));
        Assert.Equal(4, Candidates(await Resolve(anyone, "user:alicia", "&threshold=0")).Count);
    }

    [Theory]
    [InlineData("user:qqq", "user:qqq")]
    [InlineData("nowhere", "nowhere")]
    [InlineData("stigmem://acme.test/user/alicia", "stigmem://acme.test/user/alicia")]
    [InlineData("user:", "user:")]
    public async Task Falls_back_to_the_name_itself(string uri, string best)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        await anyone.AssertFact("user:alice", "memory:note", "x", "agent:a");
        await anyone.AssertFact("stigmem://acme.test/user/alice", "memory:note", "x", "agent:a");
        var answer = await Resolve(anyone, uri);
        Assert.Equal((best, best, "", "False"), (answer["canonical"], answer["best"], answer["resolution_layer"], answer["layer1_match"]));
        Assert.Empty(Candidates(answer));
    }

    [Fact]
    public async Task Answers_nothing_to_nothing_and_refuses_bad_parameters()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var mute = await node.ClientFor("agent:mute", "write");
        Assert.Equal(
            """{"query":" ","canonical":null,"best":null,"resolution_layer":null,"layer1_match":false,"layer2_match":null,"layer3_candidates":[]}""",
            (await ada.Send("GET", "/v1/entities/resolve?uri=%20")).Text);
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/entities/resolve?uri=")).Status);
        foreach (var query in new[] { "", "?uri=a&top_k=0", "?uri=a&top_k=21", "?uri=a&threshold=1.5", "?uri=a&threshold=x" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("GET", $"/v1/entities/resolve{query}")).Status);
        (await Resolve(mute, "user:a")).Refused(HttpStatusCode.Forbidden, "read permission required");
    }

    [Fact]
    public async Task Knows_nothing_that_the_caller_may_not_see()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Scopes = ["team"] });
        await ada.NewGarden("g");
        await ada.AssertIn("g", "user:alice", "secret");
        await ada.Send("POST", "/v1/facts", """{"entity":"user:alicia","relation":"memory:note","value":{"type":"string","v":"x"},"source":"agent:ada","confidence":0}""");
        Assert.Equal("1", (await Resolve(ada, "user:alice"))["resolution_layer"]);
        Assert.Equal("user:alice", (await Resolve(ada, "user:alicia"))["best"]);
        foreach (var client in new[] { bob, narrow })
        {
            Assert.Equal("", (await Resolve(client, "user:alice"))["resolution_layer"]);
            Assert.Empty(Candidates(await Resolve(client, "user:alicia")));
        }
    }

    [Fact]
    public async Task Keeps_tenants_apart()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        using var blue = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "blue" });
        await red.AssertFact("user:alice", "memory:note", "x", "agent:a");
        await red.Alias("user:ally", "user:alice");
        Assert.Equal("1", (await Resolve(red, "user:alice"))["resolution_layer"]);
        foreach (var name in new[] { "user:alice", "user:ally", "user:alicia" })
            Assert.Equal("", (await Resolve(blue, name))["resolution_layer"]);
    }

    [Fact]
    public async Task Compares_two_thousand_entities_at_most()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        await Fill(node, 2_500);
        var answer = await Resolve(anyone, "item:0000", "&top_k=20&threshold=0");
        Assert.Equal(20, Candidates(answer).Count);
        var names = node.App.Services.GetRequiredService<Node.Entities.Sql.EntityNames>();
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        Assert.Equal(2_000, names.OfType(lease.Session, "default", "item:", 2_000).Distinct().Count());
        Assert.Equal(2_500, names.OfType(lease.Session, "default", "item:", 10_000).Distinct().Count());
    }

    private static Task<bool> Fill(TestNode node, int entities)
    {
        var log = node.App.Services.GetRequiredService<FactLog>();
        var value = new FactValue(FactValueType.String, "x", InterpretAs.Content);
        return node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            for (var i = 0; i < 2 * entities; i++)
            {
                var entity = $"item:{i % entities + 1:D4}";
                log.Append(session, new NewFact
                {
                    Tenant = "default",
                    Entity = entity,
                    Relation = $"memory:note{i / entities}",
                    Value = value,
                    Source = "agent:a",
                    Confidence = 1,
                    Scope = FactScope.Local,
                    Actor = "agent:a",
                    Cid = NewFact.CidOf(entity, "memory:note", value, "agent:a", 1, FactScope.Local),
                });
            }
            return true;
        });
    }

    private static Task<Http.Answer> Resolve(HttpClient client, string uri, string more = "") =>
        client.Send("GET", $"/v1/entities/resolve?uri={Uri.EscapeDataString(uri)}{more}");

    private static List<JsonElement> Candidates(Http.Answer answer) => [.. answer.Json.GetProperty("layer3_candidates").EnumerateArray()];
}
