using System.Globalization;
using Stigmem.Testing;

namespace Stigmem.Simulation.Tests;

/// <summary>Schedules of trouble between nodes. <c>SIM_SEED</c> plays one again.</summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task Nothing_crosses_a_border_nothing_is_lost_and_all_agree_in_the_end()
    {
        var given = Environment.GetEnvironmentVariable("SIM_SEED");
        var (first, schedules) = given is null ? (TestSeed.Value, TestSeed.Times(500)) : (int.Parse(given, CultureInfo.InvariantCulture), 1);
        var summary = await Simulator.RunManyAsync(first, schedules);
        if (summary.Failure is { } failure)
            Assert.Fail(await Simulator.DescribeAsync(summary.Seed!.Value, failure));
        Assert.Equal(schedules, summary.Run);
    }
}
