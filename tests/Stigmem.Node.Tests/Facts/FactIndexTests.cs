using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Look-ups through the index file answer exactly what the log would, however far it has come.</summary>
public sealed class FactIndexTests
{
    private const int Facts = 120;

    [Fact]
    public async Task A_content_id_is_found_before_and_after_the_index_has_it()
    {
        // The clock stands still, so the job that fills the index does not run by itself.
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var fact = await client.Say("of note", entity: "user:ada");
        var index = node.App.Services.GetRequiredService<SqlEngine>().Index;
        Assert.Equal(0, index.Position);
        Assert.Equal(fact["id"], (await client.Send("GET", $"/v1/facts/{fact["cid"]}"))["id"]);
        Assert.Equal(0, index.Position);
        Assert.True(await node.App.Services.GetRequiredService<FactIndex>().CatchUpAsync());
        Assert.NotEqual(0, index.Position);
        Assert.Equal(fact["id"], (await client.Send("GET", $"/v1/facts/{fact["cid"]}"))["id"]);
    }

    [Theory]
    [InlineData("relation=test:rare")]
    [InlineData("relation=test:common")]
    [InlineData("relation=test:none")]
    [InlineData("source=agent:rare")]
    [InlineData("source=agent:rare&relation=test:common")]
    [InlineData("relation=test:common&source=agent:common&scope=local")]
    [InlineData("relation=test:rare&source=agent:none")]
    public async Task Pages_by_relation_or_source_are_those_of_the_log(string question)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        for (var i = 0; i < Facts; i++)
        {
            var answer = await client.Send("POST", "/v1/facts", $$"""
                {"entity":"user:{{i}}","relation":"test:{{(i % 11 == 0 ? "rare" : "common")}}","value":{"type":"string","v":"{{i}}"},
                 "source":"agent:{{(i % 13 == 0 ? "rare" : "common")}}","confidence":1.0,"scope":"{{(i % 2 == 0 ? "local" : "company")}}"}
                """);
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
        var asked = question.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var expected = (await client.Send("GET", "/v1/facts?limit=500")).Json.GetProperty("facts").EnumerateArray()
            .Where(fact => asked.All(pair => fact.GetProperty(pair.Key).GetString() == pair.Value))
            .Select(fact => fact.GetProperty("id").GetString()).ToList();
        List<string?> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.Send("GET", $"/v1/facts?limit=7&{question}{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Json.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("id").GetString()));
            cursor = page.Json.GetProperty("cursor").GetString();
        }
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task A_relation_or_source_is_looked_up_and_the_log_not_walked(bool relation, int sources)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        var shape = new FactSearchShape(0, sources, relation, Scope: true, After: true, Cursor: true, ByIndex: true);
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var plan = lease.Session.Use(new SqlText($"EXPLAIN QUERY PLAN {shape.ToSql()}"));
        List<string> steps = [];
        while (plan.Step())
            steps.Add(plan.GetString(3));
        Assert.Contains("SEARCH x USING PRIMARY KEY (name=? AND timestamp_us>? AND timestamp_us<?)", steps.Select(step => step.Replace("TABLE by_relation AS ", "", StringComparison.Ordinal).Replace("TABLE by_source AS ", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN f", StringComparison.Ordinal));
    }
}
