using Stigmem.Testing;

namespace Stigmem.Node.Tests.Regressions;

/// <summary>
/// A list holds a reader while the trust of a source is looked up with another one. With a bounded pool that waits,
/// enough lists at once waited for each other for ever.
/// </summary>
public sealed class ReadsWithinReads
{
    [Fact]
    public async Task Many_first_reads_of_many_sources_at_once_all_answer()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        for (var i = 0; i < 64; i++)
            await ada.AssertFact($"user:{i}", "memory:role", "editor", $"agent:{i}");
        var reads = Enumerable.Range(0, 64).Select(i => ada.Send("GET", $"/v1/facts?source=agent:{i}")).ToArray();
        var answers = await Task.WhenAll(reads).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(answers, answer => Assert.Equal("1", answer["total"]));
    }
}
