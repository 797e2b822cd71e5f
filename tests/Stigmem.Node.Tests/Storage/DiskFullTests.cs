using System.Diagnostics;
using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Storage;

/// <summary>A full disk refuses writes with a cure, keeps what was acknowledged, and is over when there is room again.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_store_at_its_bound_refuses_writes_serves_reads_and_goes_on_with_more_room()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        List<string?> kept = [];
        await using (var node = await TestNode.StartAsync(FactCalls.OpenWith(("DB_MAX_PAGES", "200")), databasePath: path))
        {
            using var client = node.Anonymous();
            var full = await Fill(client, kept);
            AssertFull(full);
            Assert.Equal(kept.Count, (await client.Send("GET", "/v1/facts?limit=500")).Json.GetProperty("facts").GetArrayLength());
            // Several writers at once: each is told, none hangs.
            var many = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => client.Say(new string('y', 30_000), entity: $"many:{i}")));
            Assert.All(many, AssertFull);
            Assert.Equal(HttpStatusCode.OK, (await client.Send("GET", "/healthz")).Status);
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path))
            await AssertWhole(node, kept);
    }

    [Fact]
    public async Task A_node_goes_on_by_itself_when_the_disk_has_room_again()
    {
        using var folder = new TempFolder();
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        if (!Mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", disk))
        {
            // Only root may mount. A build server that cannot would say green and have tested nothing.
            Assert.False(
                Environment.GetEnvironmentVariable("CI") is "true" or "1",
                "no tmpfs could be mounted: run the tests as root, in a container with --cap-add SYS_ADMIN --security-opt apparmor=unconfined");
            return;
        }
        try
        {
            List<string?> kept = [];
            await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("DB_CHECKPOINT_PAGES", "100"), ("LOG_LEVEL", "off")), databasePath: Path.Combine(disk, "stigmem.db"));
            using var client = node.Anonymous();
            AssertFull(await Fill(client, kept));
            Assert.True(Mount("-o", "remount,size=64m", disk));
            await AssertWhole(node, kept);
        }
        finally
        {
            Process.Start("umount", ["-l", disk])!.WaitForExit();
        }
    }

    private static async Task<Http.Answer> Fill(HttpClient client, List<string?> kept)
    {
        for (var i = 0; i < 1_000; i++)
        {
            var answer = await client.Say($"{i} {new string('x', 20_000)}", entity: $"user:{i}");
            if (answer.Status != HttpStatusCode.Created)
                return answer;
            kept.Add(answer["id"]);
        }
        throw new InvalidOperationException("the disk does not fill");
    }

    private static void AssertFull(Http.Answer answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (answer.Status, answer.Detail));
        Assert.Contains("Free disk space", answer.Json.GetProperty("detail").Text("message"), StringComparison.Ordinal);
    }

    private static async Task AssertWhole(TestNode node, List<string?> kept)
    {
        using var client = node.Anonymous();
        var next = await client.Say(new string('z', 20_000), entity: "user:next");
        Assert.True(next.Status == HttpStatusCode.Created, next.Text);
        Assert.NotEmpty(kept);
        foreach (var id in kept)
            Assert.Equal(id, (await client.Fact(id)).Text("id"));
        Assert.Equal(kept.Count + 1, ChainOf.AssertWhole(node, "default"));
    }

    private static bool Mount(params string[] arguments)
    {
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }
}
