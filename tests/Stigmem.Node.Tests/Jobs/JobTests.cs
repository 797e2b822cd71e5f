using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Jobs;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Lint;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Jobs;

public sealed class JobTests
{
    private static readonly Dictionary<string, string> Small = new() { ["ASYNC_JOB_THRESHOLD"] = "2" };

    [Fact]
    public async Task A_large_scope_is_checked_up_by_a_job()
    {
        await using var node = await TestNode.StartAsync(Small);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.Say("a", relation: "bare");
        await ada.Say("a", entity: "user:y");
        await ada.Say("a", scope: "team");
        Assert.Equal(HttpStatusCode.OK, (await ada.Lint()).Status);
        await ada.Say("a", entity: "user:z");
        var accepted = await ada.Lint();
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal($$"""{"job_id":"{{accepted["job_id"]}}","status":"pending","estimated_s":10}""", accepted.Text);
        var job = await ada.EndOf("lint", accepted["job_id"]);
        Assert.Equal("done local 10 3", $"{job.Text("status")} {job.Text("scope")} {job.GetProperty("estimated_s")} {job.GetProperty("fact_count")}");
        Assert.Equal("namespacing", Assert.Single(job.GetProperty("findings").EnumerateArray()).Text("check"));
        Assert.False(job.TryGetProperty("error", out _));
        Assert.True(job.TryGetProperty("started_at", out _) && job.TryGetProperty("completed_at", out _));
    }

    [Fact]
    public async Task A_job_exists_for_whom_it_runs_and_under_its_kind()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string>(Small) { ["ASYNC_JOB_THRESHOLD"] = "0", ["MULTI_TENANT_ENABLED"] = "true" });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "admin");
        using var other = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        await ada.Say("a");
        var id = (await ada.Lint())["job_id"];
        await ada.EndOf("lint", id);
        foreach (var (client, path) in new[] { (bob, $"lint/jobs/{id}"), (other, $"lint/jobs/{id}"), (ada, $"decay/jobs/{id}"), (ada, "lint/jobs/x"), (ada, $"lint/jobs/{Guid.NewGuid()}") })
        {
            var answer = await client.Send("GET", $"/v1/{path}");
            Assert.Equal((HttpStatusCode.NotFound, "job not found"), (answer.Status, answer.Detail));
        }
    }

    [Fact]
    public async Task A_job_that_nobody_finished_is_done_at_the_next_start()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        string id;
        await using (var node = await TestNode.StartAsync(FactCalls.OpenWith(("ASYNC_JOB_THRESHOLD", "0")), databasePath: path, configure: WithoutRunner))
        {
            using var client = node.Anonymous();
            await client.Say("a", relation: "bare");
            id = (await client.Lint())["job_id"]!;
            Assert.Equal(id, (await client.Lint())["job_id"]);
            Assert.Equal("pending", (await client.Send("GET", $"/v1/lint/jobs/{id}"))["status"]);
        }
        await using var again = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
        using var reader = again.Anonymous();
        Assert.Equal("done", (await reader.EndOf("lint", id)).Text("status"));
    }

    [Fact]
    public async Task A_key_that_is_gone_has_no_jobs()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        string id;
        await using (var node = await TestNode.StartAsync(new Dictionary<string, string> { ["ASYNC_JOB_THRESHOLD"] = "0" }, databasePath: path, configure: WithoutRunner))
        {
            using var ada = await node.ClientFor("agent:ada", "read", "write");
            await ada.Say("a");
            id = (await ada.Send("POST", "/v1/decay/sweep?scope=local&ttl_seconds=0"))["job_id"]!;
            var keys = node.App.Services.GetRequiredService<KeyDirectory>();
            await node.App.Services.GetRequiredService<Data.Sqlite.SqlEngine>().WriteAsync(session =>
            {
                keys.Remove(session, keys.Working.Values.Single());
                return true;
            });
        }
        await using var again = await TestNode.StartAsync(databasePath: path);
        using var reader = await again.ClientFor("agent:ada", "read", "write");
        var job = await reader.EndOf("decay", id);
        Assert.Equal(("failed", "the key that asked for it is no longer valid"), (job.Text("status"), job.Text("error")));
        Assert.Equal(["a"], await reader.Says());
    }

    [Fact]
    public async Task A_job_is_forgotten_a_day_after_its_end()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("ASYNC_JOB_THRESHOLD", "0")), time);
        using var client = node.Anonymous();
        await client.Say("a");
        var id = (await client.Lint())["job_id"];
        await client.EndOf("lint", id);
        var pruning = node.App.Services.GetRequiredService<JobPruning>();
        time.Advance(TimeSpan.FromHours(23));
        await pruning.RunOnceAsync(default);
        Assert.Equal(HttpStatusCode.OK, (await client.Send("GET", $"/v1/lint/jobs/{id}")).Status);
        time.Advance(TimeSpan.FromHours(1));
        await pruning.RunOnceAsync(default);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Send("GET", $"/v1/lint/jobs/{id}")).Status);
    }

    private static void WithoutRunner(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(JobRunner)));
}
