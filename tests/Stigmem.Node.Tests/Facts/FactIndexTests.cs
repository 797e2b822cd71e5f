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

    /// <summary>Neither a walk of the whole log nor a sort: a page costs what its rows cost, whatever the size of the store.</summary>
    [Theory]
    [InlineData(0, 0, true, true, "SEARCH x USING PRIMARY KEY (name=? AND timestamp_us>? AND timestamp_us<?)")]
    [InlineData(0, 1, false, true, "SEARCH x USING PRIMARY KEY (name=? AND timestamp_us>? AND timestamp_us<?)")]
    [InlineData(0, 1, true, true, "SEARCH x USING PRIMARY KEY (name=? AND timestamp_us>? AND timestamp_us<?)")]
    [InlineData(1, 0, false, false, "SEARCH f USING INDEX facts_by_entity (entity_key=? AND timestamp_us>? AND timestamp_us<?)")]
    [InlineData(0, 0, false, false, "SEARCH f USING INDEX facts_by_time (tenant=? AND timestamp_us>? AND timestamp_us<?)")]
    public async Task A_page_is_found_by_an_index_in_its_order(int entities, int sources, bool relation, bool byIndex, string step)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        var shape = new FactSearchShape(entities, sources, relation, Scope: true, After: true, Cursor: true, byIndex);
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var plan = lease.Session.Use(new SqlText($"EXPLAIN QUERY PLAN {shape.ToSql()}"));
        List<string> steps = [];
        while (plan.Step())
            steps.Add(plan.GetString(3).Replace("TABLE by_relation AS ", "", StringComparison.Ordinal).Replace("TABLE by_source AS ", "", StringComparison.Ordinal).Replace("TABLE facts AS ", "", StringComparison.Ordinal));
        Assert.Contains(step, steps);
        Assert.DoesNotContain(steps, other => other.StartsWith("SCAN", StringComparison.Ordinal) || other.Contains("ORDER BY", StringComparison.Ordinal));
    }
}
