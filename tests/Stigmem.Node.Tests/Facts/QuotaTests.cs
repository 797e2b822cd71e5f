using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Quotas;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>How often a caller may call (access contract, section 9).</summary>
public sealed class QuotaTests
{
    private static readonly Dictionary<string, string> Three = new() { ["RATE_LIMIT_WRITE_PER_HOUR"] = "3", ["RATE_LIMIT_READ_PER_HOUR"] = "4" };

    [Fact]
    public async Task A_used_up_quota_is_429_and_fills_again()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(Three, time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        for (var i = 0; i < 3; i++)
        {
            var taken = await ada.Say($"{i}", entity: $"user:{i}");
            Assert.Equal((HttpStatusCode.Created, "3", $"{2 - i}"), (taken.Status, taken.Headers["RateLimit-Limit"], taken.Headers["RateLimit-Remaining"]));
        }
        var refused = await ada.Say("more");
        Assert.Equal((HttpStatusCode)429, refused.Status);
        Assert.Equal(("quota_exceeded", "fact_write", "agent:ada"), (refused["error"], refused["dimension"], refused["principal"]));
        Assert.Equal(("1200", "3600"), (refused.Headers["Retry-After"], refused.Headers["RateLimit-Reset"]));
        Assert.NotEmpty(refused.Json.GetProperty("detail").GetString()!);
        // Rows of refusals are queued; the writer keeps its order, so a write that has answered is behind them.
        using var bob = await node.ClientFor("agent:bob", "write");
        await bob.Say("barrier", entity: "user:barrier");
        var breach = Assert.Single(node.AuditOf("quota_breach"));
        Assert.Equal("""{"dimension": "fact_write", "path": "/v1/facts", "method": "POST", "retry_after": 1200.0}""", breach.Detail);
        Assert.Contains("stigmem_quota_breach_total", (await ada.Send("GET", "/metrics")).Text, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.Created, (await ada.Say("more")).Status);
        Assert.Equal((HttpStatusCode)429, (await ada.Say("and more")).Status);
    }

    [Fact]
    public async Task Reads_writes_and_callers_have_quotas_of_their_own()
    {
        await using var node = await TestNode.StartAsync(Three, new FakeTime());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        for (var i = 0; i < 3; i++)
            await ada.Say("x");
        Assert.Equal((HttpStatusCode)429, (await ada.Say("x")).Status);
        for (var i = 0; i < 4; i++)
            Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/facts")).Status);
        Assert.Equal((HttpStatusCode)429, (await ada.Send("GET", "/v1/facts")).Status);
        Assert.Equal(HttpStatusCode.Created, (await bob.Say("y")).Status);
    }

    [Fact]
    public async Task Two_keys_of_one_entity_share_one_quota()
    {
        await using var node = await TestNode.StartAsync(Three, new FakeTime());
        using var one = await node.ClientFor("agent:ada", "read", "write");
        using var two = await node.ClientFor("agent:ada", "read", "write");
        await one.Say("a");
        await two.Say("b");
        await one.Say("c");
        Assert.Equal((HttpStatusCode)429, (await two.Say("d")).Status);
    }

    [Fact]
    public async Task A_restart_fills_no_bucket()
    {
        using var folder = new TempFolder();
        var time = new FakeTime();
        const string key = "a-key-of-at-least-thirty-two-characters";
        await using (var node = await TestNode.StartAsync(Three, time, folder.File("n.db")))
        {
            await node.GrantAsync(key, new KeyGrant { EntityUri = "agent:ada" });
            using var ada = node.ClientWith(key);
            for (var i = 0; i < 3; i++)
                await ada.Say("x");
            Assert.Equal("0", (await ada.Say("x")).Headers["RateLimit-Remaining"]);
        }
        await using (var again = await TestNode.StartAsync(Three, time, folder.File("n.db")))
        {
            using var ada = again.ClientWith(key);
            Assert.Equal((HttpStatusCode)429, (await ada.Say("x")).Status);
            Assert.Equal("3", (await ada.Send("GET", "/v1/facts")).Headers["RateLimit-Remaining"]);
            time.Advance(TimeSpan.FromMinutes(20));
        }
        await using (var later = await TestNode.StartAsync(Three, time, folder.File("n.db")))
        {
            using var ada = later.ClientWith(key);
            Assert.Equal((HttpStatusCode.Created, "0"), ((await ada.Say("x")).Status, (await ada.Say("x")).Headers["RateLimit-Remaining"]));
            time.Advance(TimeSpan.FromHours(-2));
        }
        await using var earlier = await TestNode.StartAsync(Three, time, folder.File("n.db"));
        using var back = earlier.ClientWith(key);
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.Created, (await back.Say("x")).Status);
    }

    [Fact]
    public async Task Buckets_are_written_down_while_the_node_runs_and_forgotten_when_full()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(Three, time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        var flush = node.App.Services.GetRequiredService<QuotaFlushJob>();
        await ada.Say("x");
        await flush.RunOnceAsync(default);
        Assert.Equal(["agent:ada fact_write 2.0"], Buckets(node));
        time.Advance(TimeSpan.FromHours(1));
        await bob.Send("GET", "/v1/facts");
        await flush.RunOnceAsync(default);
        Assert.Equal(["agent:bob fact_read 3.0"], Buckets(node));
    }

    [Theory]
    [InlineData(100, "2")]
    [InlineData(101, "1")]
    [InlineData(300, "0")]
    [InlineData(301, null)]
    public async Task A_batch_costs_one_for_every_hundred(int facts, string? left)
    {
        await using var node = await TestNode.StartAsync(Three, new FakeTime());
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var items = Enumerable.Range(0, facts).Select(i => $$"""{"entity":"user:{{i}}","relation":"memory:v","value":{"type":"null"},"source":"agent:ada"}""");
        var answer = await ada.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]}""");
        Assert.Equal(left is null ? (HttpStatusCode)429 : HttpStatusCode.OK, answer.Status);
        if (left is not null)
            Assert.Equal(left, answer.Headers["RateLimit-Remaining"]);
    }

    [Fact]
    public async Task Who_has_no_key_and_what_needs_none_is_not_counted()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string>(Three) { ["AUTH_REQUIRED"] = "false" }, new FakeTime());
        using var anyone = node.Anonymous();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await anyone.Say($"{i}", entity: $"user:{i}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await anyone.Send("GET", "/healthz")).Status);
        }
    }

    private static IReadOnlyList<string> Buckets(TestNode node)
    {
        using var session = SqlSession.Open(node.DatabasePath, 1);
        return session.Column("SELECT entity_uri || ' ' || dimension || ' ' || tokens FROM quota_buckets ORDER BY 1");
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_and_a_good_key_still_works()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["FAILED_AUTH_PER_MINUTE"] = "3" }, time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/facts")).Status);
        using var guess = node.ClientWith("a-key-that-nobody-has-registered-1");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await guess.Send("GET", "/v1/facts")).Status);
        var refused = await guess.Send("GET", "/v1/facts");
        Assert.Equal(((HttpStatusCode)429, true), (refused.Status, refused.Headers.ContainsKey("Retry-After")));
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", "/v1/facts")).Status);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await guess.Send("GET", "/v1/facts")).Status);
    }
}
