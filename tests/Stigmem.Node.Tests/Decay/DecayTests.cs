using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Decay;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Jobs;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Decay;

public sealed class DecayTests
{
    [Fact]
    public async Task Facts_without_an_expiry_end_at_their_age()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Say("old");
        await client.Say("kept", entity: "user:y", more: ",\"valid_until\":\"2027-01-01\"");
        time.Advance(TimeSpan.FromSeconds(100));
        await client.Say("new", entity: "user:z");
        var dry = await Sweep(client, "ttl_seconds=100&dry_run=true");
        Assert.Equal("""{"scanned":3,"decayed":0,"dry_run":true,"matched":1}""", dry.Text);
        Assert.Equal(["old"], await client.Says());
        Assert.Equal("""{"scanned":3,"decayed":1,"dry_run":false,"matched":1}""", (await Sweep(client, "ttl_seconds=100")).Text);
        Assert.Empty(await client.Says());
        var ended = Assert.Single(await client.List("entity=user:x&include_expired=true"));
        Assert.Equal(("2026-03-04T05:07:47+00:00", "expired"), (ended.Text("valid_until"), ended.Text("state")));
        Assert.Equal("""{"scanned":2,"decayed":0,"dry_run":false,"matched":0}""", (await Sweep(client, "ttl_seconds=100")).Text);
        Assert.Equal("1", (await Sweep(client, "ttl_seconds=0"))["decayed"]);
    }

    [Fact]
    public async Task Weak_facts_end_and_count_as_taken_back()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        await client.Say("weak", confidence: 0.29);
        await client.Say("kept", entity: "user:y", confidence: 0.3);
        await client.Say("gone", entity: "user:z", confidence: 0.1, more: ",\"valid_until\":\"2026-01-01\"");
        Assert.Equal("1", (await Sweep(client, "min_confidence=0.3"))["decayed"]);
        Assert.Equal("retracted", Assert.Single(await client.List("entity=user:x&include_expired=true")).Text("state"));
        Assert.Equal(["kept"], await client.Says("entity=user:y"));
    }

    [Fact]
    public async Task What_the_fabric_needs_never_fades()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        await client.Say("a", relation: "rel:knows");
        await client.Say("a", relation: "stigmem:note");
        await client.Say("a", entity: "user:y");
        await client.Say("b", "agent:bob", entity: "user:y");
        Assert.Equal("2", (await Sweep(client, "ttl_seconds=0"))["decayed"]);
        Assert.Equal(["a", "a"], await client.Says("entity=user:x"));
        Assert.NotEmpty(await client.List("source=system:stigmem"));
    }

    [Fact]
    public async Task Conflicts_end_with_the_facts_that_were_at_odds()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Say("old");
        time.Advance(TimeSpan.FromSeconds(10));
        await client.Say("new", "agent:bob");
        Assert.Empty(await client.Says());
        await Sweep(client, "ttl_seconds=10");
        Assert.Equal(["new"], await client.Says());
        Assert.Equal("resolved", (await client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("status"));
    }

    [Fact]
    public async Task A_request_goes_before_the_settings_and_zero_switches_them_off()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("DECAY_MIN_CONFIDENCE", "0.5")), new FakeTime());
        using var client = node.Anonymous();
        await client.Say("weak", confidence: 0.4);
        Assert.Equal("0", (await Sweep(client, "min_confidence=0"))["decayed"]);
        Assert.Equal("0", (await Sweep(client, "min_confidence=0.4"))["decayed"]);
        Assert.Equal("1", (await client.Send("POST", "/v1/decay/sweep"))["decayed"]);
    }

    [Fact]
    public async Task The_most_specific_policy_decides_alone()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        foreach (var relation in new[] { "memory:role", "memory:note", "ops:disk", "ops:kept", "free:x" })
            await client.Say("a", relation: relation);
        time.Advance(TimeSpan.FromSeconds(100));
        var answer = await client.Send("POST", "/v1/decay/sweep", """
            {"policies":[
              {"id":"all","ttl_s":99,"exempt_relations":["free:*"]},
              {"id":"memory","relation":"memory:*","ttl_s":1000},
              {"id":"role","relation":"memory:role","mode":"confidence","half_life_s":100},
              {"id":"kept","relation":"ops:kept","mode":"dry_run","ttl_s":1}]}
            """);
        Assert.Equal(
            """{"scanned":5,"decayed":2,"dry_run":false,"matched":3,"policies":[{"id":"all","matched":1,"decayed":1},{"id":"memory","matched":0,"decayed":0},{"id":"role","matched":1,"decayed":1},{"id":"kept","matched":1,"decayed":0}]}""",
            answer.Text);
        var facts = await client.List("entity=user:x");
        Assert.Equal(["free:x 1.0", "memory:note 1.0", "memory:role 0.5", "ops:kept 1.0"], facts.Select(fact => $"{fact.Text("relation")} {fact.GetProperty("confidence")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sweeping_twice_makes_nothing_fade_faster()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.Open, time);
        using var client = node.Anonymous();
        await client.Say("a", confidence: 0.8);
        const string policy = """{"policies":[{"id":"p","mode":"confidence","half_life_s":100,"min_confidence":0.3}]}""";
        foreach (var expected in new[] { "0.8", "0.4" })
        {
            for (var i = 0; i < 2; i++)
                await client.Send("POST", "/v1/decay/sweep", policy);
            Assert.Equal(expected, Assert.Single(await client.List("entity=user:x")).GetProperty("confidence").ToString());
            time.Advance(TimeSpan.FromSeconds(100));
        }
        await client.Send("POST", "/v1/decay/sweep", policy);
        Assert.Empty(await client.Says());
    }

    [Fact]
    public async Task Only_an_admin_sweeps_everywhere()
    {
        await using var node = await TestNode.StartAsync(time: new FakeTime());
        using var writer = await node.ClientFor(new KeyGrant { EntityUri = "agent:w", Permissions = ["read", "write"], Scopes = ["local", "team"] });
        using var reader = await node.ClientFor("agent:r", "read");
        using var admin = await node.ClientFor("agent:a", "read", "write", "admin");
        await writer.Say("a");
        Assert.Equal("write permission required", (await Sweep(reader, "scope=local")).Detail);
        Assert.Equal("admin permission required to sweep without a scope", (await Sweep(writer, "ttl_seconds=0")).Detail);
        Assert.Equal("scope not permitted for this key", (await Sweep(writer, "scope=company&ttl_seconds=0")).Detail);
        Assert.Equal(403, (int)(await writer.Send("POST", "/v1/decay/sweep", """{"policies":[{"id":"p","ttl_s":0}]}""")).Status);
        Assert.Equal(200, (int)(await writer.Send("POST", "/v1/decay/sweep", """{"policies":[{"id":"p","ttl_s":9999,"scope":"team"}]}""")).Status);
        Assert.Equal("1", (await Sweep(admin, "ttl_seconds=0"))["decayed"]);
    }

    [Fact]
    public async Task What_is_hidden_is_neither_touched_nor_counted()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" }, new FakeTime());
        using var owner = await node.ClientFor("agent:owner", "read", "write");
        using var admin = await node.ClientFor("agent:admin", "read", "write", "admin");
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:red", Tenant = "red" });
        await owner.Send("POST", "/v1/gardens", """{"slug":"closed","name":"c","scope":"local"}""");
        await owner.Send("POST", "/v1/gardens/closed/members", """{"entity_uri":"agent:reader","role":"reader"}""");
        using var reader = await node.ClientFor("agent:reader", "read", "write");
        await owner.Say("inside", more: ",\"garden_id\":\"stigmem://localhost:8765/garden/closed\"");
        await red.Say("red");
        foreach (var client in new[] { admin, reader })
            Assert.Equal("""{"scanned":0,"decayed":0,"dry_run":false,"matched":0}""", (await Sweep(client, "scope=local&ttl_seconds=0")).Text);
        Assert.Equal("1", (await Sweep(owner, "scope=local&ttl_seconds=0"))["decayed"]);
        Assert.Equal(["red"], await red.Says());
    }

    [Fact]
    public async Task Sweeps_and_what_they_ended_are_in_the_audit()
    {
        await using var node = await TestNode.StartAsync(time: new FakeTime());
        using var writer = await node.ClientFor("agent:w", "read", "write");
        using var auditor = await node.ClientFor("agent:auditor", "audit.read");
        var fact = await writer.Say("a");
        await Sweep(writer, "scope=local&ttl_seconds=0");
        var applied = (await auditor.Send("GET", "/v1/admin/audit?event_type=decay_applied")).Json.GetProperty("entries")[0];
        Assert.Equal($$"""{"decayed": 1, "fact_ids": ["{{fact["id"]}}"]}""", applied.Text("detail"));
        Assert.Equal("agent:w", applied.Text("entity_uri"));
        Assert.Contains("\"scope\": \"local\"", (await auditor.Send("GET", "/v1/admin/audit?event_type=decay_sweep")).Json.GetProperty("entries")[0].Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_facts_fade_in_a_job_and_a_dry_run_never_is_one()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("ASYNC_JOB_THRESHOLD", "2")));
        using var client = node.Anonymous();
        for (var i = 0; i < 450; i++)
            await client.Say("a", entity: $"user:{i}");
        Assert.Equal("450", (await Sweep(client, "ttl_seconds=0&dry_run=true"))["matched"]);
        var accepted = await Sweep(client, "ttl_seconds=0&scope=local");
        Assert.Equal((HttpStatusCode.Accepted, "60"), (accepted.Status, accepted["estimated_s"]));
        var job = await client.EndOf("decay", accepted["job_id"]);
        Assert.Equal("done 450 450 False local", $"{job.Text("status")} {job.GetProperty("scanned")} {job.GetProperty("decayed")} {job.GetProperty("dry_run")} {job.Text("scope")}");
        Assert.False(job.TryGetProperty("policies", out _));
        Assert.Empty(await client.List());
    }

    [Fact]
    public async Task The_node_sweeps_by_itself_when_it_is_told_to()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("DECAY_TTL_SECONDS", "100"), ("DECAY_SWEEP_INTERVAL_S", "1000")), time);
        using var client = node.Anonymous();
        await client.Say("a");
        var sweep = node.App.Services.GetRequiredService<ScheduledSweep>();
        await sweep.RunOnceAsync(default);
        time.Advance(TimeSpan.FromSeconds(999));
        await sweep.RunOnceAsync(default);
        Assert.Equal(["a"], await client.Says());
        time.Advance(TimeSpan.FromSeconds(1));
        await sweep.RunOnceAsync(default);
        Assert.Empty(await client.Says());
    }

    [Theory]
    [InlineData("scope=nowhere", null, 400)]
    [InlineData("ttl_seconds=-1", null, 422)]
    [InlineData("min_confidence=1.1", null, 422)]
    [InlineData("dry_run=maybe", null, 422)]
    [InlineData("", "[]", 422)]
    [InlineData("", "{", 422)]
    [InlineData("", """{"policies":7}""", 422)]
    [InlineData("", """{"policies":[{}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p"}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p","ttl_s":-1}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p","ttl_s":1,"mode":"burn"}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p","half_life_s":0,"mode":"confidence"}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p","ttl_s":1},{"id":"p","ttl_s":2}]}""", 422)]
    [InlineData("", """{"policies":[{"id":"p","ttl_s":1,"scope":"nowhere"}]}""", 422)]
    [InlineData("", """{"policies":null}""", 200)]
    [InlineData("ttl_seconds=2147483647", "{}", 200)]
    public async Task Odd_requests_have_their_answer(string query, string? json, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal(status, (int)(await client.Send("POST", $"/v1/decay/sweep?{query}", json)).Status);
    }

    private static Task<Http.Answer> Sweep(HttpClient client, string query) => client.Send("POST", $"/v1/decay/sweep?{query}");
}
