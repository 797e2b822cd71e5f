using Stigmem.Core.Clock;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Storage;

/// <summary>A machine's clock may be earlier after a restart than before; what the store holds still comes first.</summary>
public sealed class ClockSetBackTests
{
    [Fact]
    public async Task Stamps_and_times_go_on_after_a_restart_under_an_earlier_clock()
    {
        using var folder = new TempFolder();
        var time = new FakeTime();
        var before = await SayAsync(folder, time, "before");
        time.Advance(TimeSpan.FromHours(-1));
        var after = await SayAsync(folder, time, "after");
        Assert.True(after.Stamp > before.Stamp, $"{after.Stamp} after {before.Stamp}");
        Assert.True(string.CompareOrdinal(after.Time, before.Time) > 0, $"{after.Time} after {before.Time}");
    }

    private static async Task<(Hlc Stamp, string Time)> SayAsync(TempFolder folder, FakeTime time, string value)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, time, folder.File("stigmem.db"));
        using var client = node.Anonymous();
        var fact = (await client.Say(value, entity: $"user:{value}")).Json;
        Assert.True(Hlc.TryParse(fact.Text("hlc"), out var stamp));
        return (stamp, fact.Text("timestamp")!);
    }
}
