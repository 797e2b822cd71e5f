using System.Net;
using Stigmem.Node.Tests.Embeddings;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Crash;

/// <summary>A node that is killed while its facts get vectors goes on where it was.</summary>
[Collection(Alone.Name)]
public sealed class EmbeddingCrashTests
{
    private const int Facts = 40;
    private const int Batch = 4;
    private const int AnsweredCalls = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_kill_during_a_backfill_costs_no_more_than_the_batch_under_way()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        await using var provider = await FakeProvider.StartAsync();
        var settings = provider.Settings(("EMBED_BATCH", $"{Batch}"));
        // The facts first, so that one pass has them all.
        using (var node = await NodeChild.StartAsync(path))
        {
            using var client = new HttpClient { BaseAddress = node.Address };
            for (var i = 0; i < Facts; i++)
                Assert.Equal(HttpStatusCode.Created, (await client.Say($"automobile {i}", entity: $"user:{i}")).Status);
        }
        var reached = new TaskCompletionSource();
        provider.Instead = async (http, _) =>
        {
            if (provider.Calls <= AnsweredCalls)
                return false;
            reached.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);
            return true;
        };
        using (var node = await NodeChild.StartAsync(path, [.. settings.Select(setting => ($"STIGMEM_{setting.Key}", setting.Value))]))
        {
            await reached.Task.WaitAsync(Patience);
            node.Kill();
        }
        provider.Instead = (_, _) => Task.FromResult(false);
        await using var again = await TestNode.StartAsync(settings, databasePath: path);
        Assert.Equal(Facts, (await again.Backfill()).GetProperty("vectors").GetInt32());
        Assert.InRange(provider.Texts.Count, Facts, Facts + Batch);
        using var ada = await again.ClientFor("agent:ada", "read", "write");
        Assert.Equal(Facts, (await ada.Recall("car", more: ",\"limit\":100")).Values.Count);
    }
}
