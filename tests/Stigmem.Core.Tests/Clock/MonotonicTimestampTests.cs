using FsCheck.Fluent;
using Stigmem.Core.Clock;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Clock;

public class MonotonicTimestampTests
{
    [Fact]
    public void Is_the_wall_time_in_microseconds()
    {
        var time = new ManualTime { Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, 10, TimeSpan.Zero) };
        Assert.Equal("2026-03-04T05:06:07.089010+00:00", Instants.Format(new MonotonicTimestamp(time, 0).Next()));
    }

    [Fact]
    public void Never_repeats() => Properties.Holds(200, Samples.Whole(0, 2_000_000_000), Arb.Array(Samples.Whole(-3, 3)), (last, steps) =>
    {
        var time = new ManualTime { NowMs = 1_000_000 };
        var timestamps = new MonotonicTimestamp(time, last);
        foreach (var step in steps)
        {
            time.NowMs += step;
            var next = timestamps.Next();
            Assert.True(next > last && next >= time.NowMs * 1000);
            last = next;
        }
    });
}
