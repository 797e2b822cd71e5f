using System.Text.Json.Nodes;
using Stigmem.Sdk.Integrity;

namespace Stigmem.Sdk.Tests.Integrity;

/// <summary>The export in <c>chain.jsonl</c> was made with Python's json and hashlib: two tenants, three links and one.</summary>
public sealed class ChainVerifierTests
{
    private static readonly string[] Export = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Integrity", "chain.jsonl"));

    [Fact]
    public async Task A_whole_export_is_intact()
    {
        var report = await Verify(Export);
        Assert.True(report.IsIntact);
        Assert.Equal(4, report.CheckedLinks);
        Assert.Equal([("acme", 1L), ("default", 3L)], report.Heads.Select(head => (head.TenantId, head.ChainSeq)));
        Assert.Equal("sha256:bbb1e742840316889e55f91950a1b4fd3853ee529e708c19e377007fac17d248", report.Heads[1].ChainHash);
    }

    [Fact]
    public async Task Other_kinds_and_empty_lines_are_skipped()
    {
        var report = await Verify([Export[0], "", """{"kind":"checkpoint"}""", "{}", .. Export[1..]]);
        Assert.Equal((true, 4L), (report.IsIntact, report.CheckedLinks));
    }

    [Fact]
    public async Task An_export_may_go_on_where_another_ended()
    {
        var first = await Verify(Export[..2]);
        var rest = await Verify(Export[2..], first.Heads);
        Assert.Equal((true, 2L), (rest.IsIntact, rest.CheckedLinks));
        Assert.Equal(ChainBreakReasons.ChainSeqGap, (await Verify(Export[3..])).Break!.Reason);
        var wrong = first.Heads[0] with { ChainHash = "sha256:" + new string('0', 64) };
        Assert.Equal(ChainBreakReasons.ChainHashMismatch, (await Verify(Export[3..], [wrong])).Break!.Reason);
    }

    public static TheoryData<string, string> Alterations => new()
    {
        { "entity", "\"user:eve\"" }, { "relation", "\"r\"" }, { "source", "\"s\"" }, { "scope", "\"public\"" },
        { "confidence", "0.8" }, { "value_type", "\"text\"" }, { "value_v", "\"43.0\"" }, { "cid", "null" },
        { "fact_id", "\"0195a0c1-0000-7000-8000-000000000009\"" }, { "derived_from", "null" }, { "garden_id", "null" },
        { "hlc", "\"1\"" }, { "interpret_as", "\"instruction\"" }, { "received_from", "\"n\"" }, { "valid_until", "null" },
        { "seq", "3" }, { "timestamp", "\"2026-03-04T05:06:07Z\"" }, { "actor_uri", "\"agent:eve\"" }, { "oidc_sub", "null" },
        { "attested_key_id", "null" }, { "origin_node_id", "\"n\"" }, { "origin_allowed_scopes", "\"[]\"" },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task Every_member_of_a_fact_is_covered(string member, string json)
    {
        var line = JsonNode.Parse(Export[1])!;
        line["fact"]![member] = JsonNode.Parse(json);
        var report = await Verify([Export[0], line.ToJsonString(), .. Export[2..]]);
        Assert.Equal((ChainBreakReasons.ChainHashMismatch, 2L, "default", 2L), (report.Break!.Reason, report.Break.Line, report.Break.TenantId, report.Break.ChainSeq));
        Assert.Equal(1, report.CheckedLinks);
    }

    [Theory]
    [InlineData("created_at", "\"2026-03-04T05:06:08.000002+00:00\"", ChainBreakReasons.ChainHashMismatch)]
    [InlineData("chain_hash", "\"sha256:0000000000000000000000000000000000000000000000000000000000000000\"", ChainBreakReasons.ChainHashMismatch)]
    [InlineData("chain_seq", "3", ChainBreakReasons.ChainSeqGap)]
    [InlineData("chain_seq", "1", ChainBreakReasons.ChainSeqGap)]
    [InlineData("tenant_id", "\"other\"", ChainBreakReasons.ChainSeqGap)]
    [InlineData("fact", "null", ChainBreakReasons.FactMissing)]
    [InlineData("event_hash", "\"sha256:00\"", ChainBreakReasons.EventHashMismatch)]
    [InlineData("previous_hash", "null", ChainBreakReasons.PreviousHashMismatch)]
    [InlineData("previous_hash", "\"sha256:00\"", ChainBreakReasons.PreviousHashMismatch)]
    [InlineData("created_at", "\"yesterday\"", ChainBreakReasons.MalformedLine)]
    [InlineData("chain_seq", "\"2\"", ChainBreakReasons.MalformedLine)]
    [InlineData("chain_seq", "2.5", ChainBreakReasons.MalformedLine)]
    [InlineData("fact", "[]", ChainBreakReasons.MalformedLine)]
    [InlineData("fact", "{}", ChainBreakReasons.MalformedLine)]
    public async Task Every_member_of_a_link_counts(string member, string json, string reason)
    {
        var line = JsonNode.Parse(Export[1])!;
        line[member] = JsonNode.Parse(json);
        Assert.Equal(reason, (await Verify([Export[0], line.ToJsonString()])).Break?.Reason);
    }

    [Fact]
    public async Task Stated_hashes_that_fit_are_accepted()
    {
        var first = JsonNode.Parse(Export[0])!;
        first["previous_hash"] = null;
        var second = JsonNode.Parse(Export[1])!;
        second["previous_hash"] = (string?)first["chain_hash"];
        Assert.True((await Verify([first.ToJsonString(), second.ToJsonString()])).IsIntact);
    }

    [Fact]
    public async Task A_link_left_out_or_moved_is_seen()
    {
        Assert.Equal(ChainBreakReasons.ChainSeqGap, (await Verify([Export[0], Export[3]])).Break!.Reason);
        Assert.Equal(ChainBreakReasons.ChainSeqGap, (await Verify([Export[1], Export[0]])).Break!.Reason);
        Assert.Equal(ChainBreakReasons.ChainSeqGap, (await Verify([Export[0], Export[0]])).Break!.Reason);
    }

    [Theory]
    [InlineData("""{"kind":"fact","chain_seq":1""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"kind":"\ud800"}""")]
    [InlineData("""{"kind":7}""")]
    [InlineData("""{"kind":"fact","chain_seq":1,"created_at":"\ud800","tenant_id":"t"}""")]
    public async Task A_line_that_is_no_link_is_a_break(string line)
    {
        var broken = (await Verify([line])).Break!;
        Assert.Equal((ChainBreakReasons.MalformedLine, 1L, null, null), (broken.Reason, broken.Line, broken.TenantId, broken.ChainSeq));
    }

    [Fact]
    public async Task Reading_stops_at_the_first_break()
    {
        var read = 0;
        async IAsyncEnumerable<string> Lines()
        {
            foreach (var line in (string[])["nonsense", Export[0]])
            {
                read++;
                await Task.Yield();
                yield return line;
            }
        }

        await ChainVerifier.VerifyAsync(Lines());
        Assert.Equal(1, read);
    }

    [Fact]
    public async Task A_known_head_without_a_hash_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Verify(Export, [new ChainHead("default", 1, "abc")]));

    private static Task<ChainReport> Verify(IEnumerable<string> lines, IEnumerable<ChainHead>? known = null) =>
        ChainVerifier.VerifyAsync(lines.ToAsyncEnumerable(), known);
}
