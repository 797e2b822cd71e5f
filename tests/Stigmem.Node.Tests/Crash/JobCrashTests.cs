using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Node.Tests.Jobs;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Crash;

/// <summary>A node that is killed amid a sweep goes on with it, and counts each fact once.</summary>
[Collection(Alone.Name)]
public sealed class JobCrashTests
{
    private const int Facts = 5_000;
    private const int Batch = 500;

    [Fact]
    public async Task A_sweep_outlives_a_kill()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        string? id;
        using (var node = await NodeChild.StartAsync(path, ("STIGMEM_ASYNC_JOB_THRESHOLD", "0"), ("STIGMEM_RATE_LIMIT_WRITE_PER_HOUR", "1000000")))
        {
            using var client = new HttpClient { BaseAddress = node.Address };
            for (var at = 0; at < Facts; at += Batch)
            {
                var items = Enumerable.Range(at, Batch).Select(i => $$"""{"entity":"user:{{i}}","relation":"memory:role","value":{"type":"string","v":"a"},"source":"agent:ada"}""");
                Assert.Equal(HttpStatusCode.OK, (await client.Send("POST", "/v1/facts/batch", $$"""{"facts":[{{string.Join(",", items)}}]}""")).Status);
            }
            id = (await client.Send("POST", "/v1/decay/sweep?scope=local&ttl_seconds=0"))["job_id"];
            while ((await client.Send("GET", $"/v1/decay/jobs/{id}"))["status"] == "pending")
            {
                // The kill is to meet it at work.
            }
            node.Kill();
        }
        await using var again = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
        using var reader = again.Anonymous();
        var job = await reader.EndOf("decay", id);
        Assert.Equal($"done {Facts} {Facts}", $"{job.Text("status")} {job.GetProperty("scanned")} {job.GetProperty("decayed")}");
        Assert.Empty(await reader.List());
    }
}
