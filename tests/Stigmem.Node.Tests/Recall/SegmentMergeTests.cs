using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Words;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Recall;
using Stigmem.Node.Recall.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary>Merging beside the passes that fill the index, on nodes that do not merge by themselves.</summary>
public sealed class SegmentMergeTests
{
    private const int Segments = 9;
    private const int FactsEach = 200;

    [Fact]
    public async Task Large_segments_become_one_and_nothing_is_left_of_them()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: BackgroundJobs.StandStill);
        using var client = node.Anonymous();
        await FillAsync(client);
        Assert.Equal(Segments, Count(node, "word_segments"));
        var before = await Answers(client);
        await new SegmentMergeJob(Engine(node)).RunOnceAsync(default);
        Assert.Equal(2, Count(node, "word_segments"));
        Assert.Equal(0, Count(node, "postings WHERE segment NOT IN (SELECT id FROM word_segments WHERE partition > 0)"));
        Assert.Equal(before, await Answers(client));
    }

    [Fact]
    public async Task A_merge_that_was_cut_short_is_not_seen_and_swept_away()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: BackgroundJobs.StandStill);
        using var client = node.Anonymous();
        await FillAsync(client);
        var before = await Answers(client);
        var places = new PostingList();
        places.Add(0, 1);
        await Engine(node).Index.ChangeAsync(
            session => SegmentWriter.WritePostings(session, SegmentWriter.Begin(session), Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create($"word{i}", places))), default);
        Assert.Equal(before, await Answers(client));
        await new SegmentMergeJob(Engine(node)).RunOnceAsync(default);
        Assert.Equal(0, Count(node, "word_segments WHERE partition = 0"));
        Assert.Equal(0, Count(node, "postings WHERE segment NOT IN (SELECT id FROM word_segments WHERE partition > 0)"));
        Assert.Equal(before, await Answers(client));
    }

    /// <summary>A question after each batch makes a segment of it.</summary>
    private static async Task FillAsync(HttpClient client)
    {
        for (var segment = 0; segment < Segments; segment++)
        {
            var facts = Enumerable.Range(segment * FactsEach, FactsEach).Select(i => new
            {
                entity = $"user:n{i}", relation = "memory:note", value = new { type = "string", v = $"shared word{i} token{i % 10}" }, source = "agent:ada",
            });
            Assert.Equal(200, (int)(await client.Send("POST", "/v1/facts/batch", JsonSerializer.Serialize(new { facts }))).Status);
            await client.Recalled("nothing");
        }
    }

    private static async Task<string> Answers(HttpClient client)
    {
        List<string> all = [];
        foreach (var question in (string[])["word7", "word1799", "token3 word13", "shared"])
            all.Add($"{question}: {string.Join(' ', (await client.Recalled(question, ",\"include_neighbors\":false")).Select(scored => $"{scored.Value()} {scored.GetProperty("score")}"))}");
        return string.Join('\n', all);
    }

    private static SqlEngine Engine(TestNode node) => node.App.Services.GetRequiredService<SqlEngine>();

    private static long Count(TestNode node, string rows)
    {
        using var lease = Engine(node).Read();
        using var row = lease.Session.Use(new SqlText($"SELECT count(*) FROM {rows}"));
        row.Step();
        return row.GetInt64(0);
    }
}
