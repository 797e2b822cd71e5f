using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Lint;

public sealed class LintTests
{
    [Fact]
    public async Task An_empty_scope_has_no_findings()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var answer = await client.Lint();
        Assert.Equal(
            """{"findings":[],"checked_at":"2026-03-04T05:06:07+00:00","scope":"local","checks_run":["contradiction","stale","orphan","broken_ref","namespacing"],"fact_count":0,"findings_total":0,"truncated":false}""",
            answer.Text);
    }

    [Fact]
    public async Task Finds_conflicts_that_nobody_has_resolved()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var older = await client.Say("editor");
        var newer = await client.Say("author", "agent:bob");
        await client.Say("elsewhere", entity: "user:y", scope: "team");
        var conflict = (await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("conflict_id");
        var finding = Assert.Single(await client.Findings("contradiction"));
        Assert.Equal(
            $$"""{"check":"contradiction","severity":"error","entity":"user:x","relation":"memory:role","fact_ids":["{{newer["id"]}}","{{older["id"]}}"],"detail":"unresolved conflict {{conflict}}"}""",
            finding.GetRawText());
        Assert.Empty(await client.Findings("contradiction", scope: "team"));
        Assert.Empty(await client.Findings("contradiction", ",\"entity\":\"user:y\""));
        await client.Send("POST", $"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{newer["id"]}}"}""");
        Assert.Empty(await client.Findings("contradiction"));
    }

    [Fact]
    public async Task Finds_facts_that_expired_or_soon_will()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        await client.Say("old", entity: "user:a", more: ",\"valid_until\":\"2026-03-04T05:06:07Z\"");
        await client.Say("soon", entity: "user:b", more: ",\"valid_until\":\"2026-03-04T05:07:07Z\"");
        await client.Say("later", entity: "user:c", more: ",\"valid_until\":\"2026-03-04T06:06:07Z\"");
        await client.Say("gone", entity: "user:d", more: ",\"valid_until\":\"2026-03-04T05:07:07Z\"");
        await client.TakeBack(entity: "user:d");
        Assert.Equal(["warning expired at 2026-03-04T05:06:07Z"], Texts(await client.Findings("stale")));
        Assert.Equal(
            ["info expires at 2026-03-04T05:07:07Z (within 60s)", "warning expired at 2026-03-04T05:06:07Z"],
            Texts(await client.Findings("stale", ",\"stale_lookahead_s\":60")).Order(StringComparer.Ordinal));
        Assert.Empty(await client.Findings("stale", ",\"stale_lookahead_s\":59,\"entity\":\"user:b\""));
    }

    [Fact]
    public async Task An_expiry_that_was_set_later_counts()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var fact = await client.Say("a");
        await client.Send("POST", "/v1/facts", $$"""{"entity":"{{fact["id"]}}","relation":"stigmem:ttl","value":{"type":"datetime","v":"2026-01-01"},"source":"agent:ada"}""");
        Assert.Equal(["warning expired at 2026-01-01"], Texts(await client.Findings("stale")));
        Assert.Contains("user:x", (await client.Findings("orphan")).Select(one => one.Text("entity")));
    }

    [Fact]
    public async Task Finds_entities_without_live_facts()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("a", entity: "user:gone");
        await client.TakeBack(entity: "user:gone");
        await client.Say("a", entity: "user:alive");
        await client.Say("b", entity: "user:alive", relation: "memory:old");
        await client.TakeBack(entity: "user:alive", relation: "memory:old");
        var finding = Assert.Single(await client.Findings("orphan"));
        Assert.Equal(
            """{"check":"orphan","severity":"info","entity":"user:gone","relation":null,"fact_ids":[],"detail":"entity 'user:gone' has no live facts in scope=local"}""",
            finding.GetRawText());
        Assert.Empty(await client.Findings("orphan", ",\"relation\":\"memory:old\""));
    }

    [Fact]
    public async Task Finds_references_that_lead_nowhere()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var there = await client.Say("a", entity: "stigmem://a/user/there", scope: "team");
        await client.Say("a", entity: "user:gone");
        await client.TakeBack(entity: "user:gone");
        await client.Send("POST", "/v1/aliases", """{"raw_uri":"user:nick","canonical_uri":"stigmem://a/user/there"}""");
        foreach (var target in new[] { "stigmem://a/user/there", "stigmem://A/User/There", "user:nick", there["id"]! })
            await client.Point(target, relation: $"memory:to{target.Length}");
        Assert.Empty(await client.Findings("broken_ref"));
        var broken = await client.Point("user:gone");
        var handoff = await client.Point("user:nobody", relation: "intent:handoff_to");
        Assert.Equal(
            [$"error ref target entity 'user:nobody' has no live facts {handoff["id"]}", $"warning ref target entity 'user:gone' has no live facts {broken["id"]}"],
            // In the order of the clock, which may step back between two facts.
            (await client.Findings("broken_ref")).Select(one => $"{one.Text("severity")} {one.Text("detail")} {one.GetProperty("fact_ids")[0]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Finds_relations_without_a_namespace()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var one = await client.Say("a", relation: "role");
        var two = await client.Say("a", "agent:bob", relation: "role");
        await client.Say("a", relation: "gone");
        await client.TakeBack(relation: "gone");
        var finding = Assert.Single(await client.Findings("namespacing"));
        Assert.Equal(
            $$"""{"check":"namespacing","severity":"warning","entity":"user:x","relation":"role","fact_ids":["{{one["id"]}}","{{two["id"]}}"],"detail":"bare relation 'role' has no namespace prefix — rename to 'your-prefix:role' to avoid silent collisions"}""",
            finding.GetRawText());
    }

    [Fact]
    public async Task Further_checks_run_only_when_they_are_named()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var gone = await client.Say("a", entity: "user:gone");
        var citing = await client.Say("b", entity: "user:y", more: $$""","derived_from":[{"fact_id":"{{gone["id"]}}"}]""");
        await client.TakeBack(entity: "user:gone");
        await client.Send("POST", "/v1/aliases", """{"raw_uri":"user:ä","canonical_uri":"user:one"}""");
        Assert.DoesNotContain((await client.Lint()).Json.GetProperty("findings").EnumerateArray(), one => one.Text("check") == "retracted_reference");
        var finding = Assert.Single(await client.Findings("retracted_reference"));
        Assert.Equal($"refers to fact {gone["id"]}, which was retracted", finding.Text("detail"));
        Assert.Equal(citing["id"], finding.GetProperty("fact_ids")[0].GetString());
        Assert.Empty(await client.Findings("duplicate_alias"));
        Assert.Empty(await client.Findings("unreadable_timestamp"));
    }

    [Fact]
    public async Task Findings_are_in_one_order_however_checks_are_named()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        for (var i = 0; i < 150; i++)
            await client.Point("user:nobody", $"user:e{i}", "bare");
        var first = (await client.Lint(",\"checks\":[\"namespacing\",\"broken_ref\"]")).Json;
        var again = (await client.Lint(",\"checks\":[\"broken_ref\",\"namespacing\",\"broken_ref\"]")).Json;
        Assert.Equal(first.GetProperty("findings").GetRawText(), again.GetProperty("findings").GetRawText());
        Assert.Equal("""["broken_ref","namespacing"]""", again.GetProperty("checks_run").GetRawText());
        var ids = first.GetProperty("findings").EnumerateArray().Take(150).Select(one => one.GetProperty("fact_ids")[0].GetString()).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal((150, 300), (first.GetProperty("fact_count").GetInt32(), first.GetProperty("findings_total").GetInt32()));
    }

    [Theory]
    [InlineData("""{}""", 422)]
    [InlineData("""{"scope":"nowhere"}""", 400)]
    [InlineData("""{"scope":"local","checks":["spelling"]}""", 422)]
    [InlineData("""{"scope":"local","checks":"stale"}""", 422)]
    [InlineData("""{"scope":"local","checks":[null]}""", 422)]
    [InlineData("""{"scope":"local","stale_lookahead_s":-1}""", 422)]
    [InlineData("""{"scope":"local","stale_lookahead_s":1.5}""", 422)]
    [InlineData("""{"scope":"local","stale_lookahead_s":1e300}""", 422)]
    [InlineData("""{"scope":"local","stale_lookahead_s":999999999999999}""", 200)]
    [InlineData("""{"scope":"local","checks":[],"entity":"","relation":null}""", 200)]
    [InlineData("""{"scope":"local","entity":"%' OR 1=1 --"}""", 200)]
    public async Task Odd_requests_have_their_answer(string json, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal(status, (int)(await client.Send("POST", "/v1/lint", json)).Status);
    }

    [Fact]
    public async Task What_is_hidden_is_neither_found_nor_counted()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var owner = await node.ClientFor("agent:owner", "read", "write", "admin");
        using var stranger = await node.ClientFor(new KeyGrant { EntityUri = "agent:stranger", Scopes = ["local"] });
        using var tenant = await node.ClientFor(new KeyGrant { EntityUri = "agent:owner", Tenant = "red" });
        using var writer = await node.ClientFor("agent:writer", "write");
        await owner.Send("POST", "/v1/gardens", """{"slug":"closed","name":"c","scope":"local"}""");
        const string inside = ",\"garden_id\":\"stigmem://localhost:8765/garden/closed\"";
        await owner.Say("a", entity: "user:hidden", relation: "bare", more: inside);
        await owner.Say("b", "agent:bob", entity: "user:hidden", relation: "bare", more: inside);
        await tenant.Say("a", entity: "user:red", relation: "bare");
        await stranger.Point("user:hidden", relation: "memory:a");
        await stranger.Point("user:red", relation: "memory:b");
        await stranger.Point("user:never", relation: "memory:c");
        var seen = await stranger.Lint();
        Assert.Equal(3, seen.Json.GetProperty("fact_count").GetInt32());
        Assert.DoesNotContain("bare", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("contradiction\",\"severity", seen.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await stranger.Findings("broken_ref")).Count);
        Assert.Equal(2, (await owner.Findings("broken_ref")).Count);
        Assert.Single(await owner.Findings("contradiction"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Lint(scope: "team")).Status);
        Assert.Equal("read permission required", (await writer.Lint()).Detail);
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonElement> findings) => findings.Select(one => $"{one.Text("severity")} {one.Text("detail")}");
}
