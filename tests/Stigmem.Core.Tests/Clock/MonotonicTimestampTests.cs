using Stigmem.Core.Clock;

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
    public void Never_repeats() => SeededRandom.Repeat(200, random =>
    {
        var time = new ManualTime { NowMs = 1_000_000 };
        var last = random.NextInt64(2_000_000_000);
        var timestamps = new MonotonicTimestamp(time, last);
        for (var i = 0; i < 100; i++)
        {
            time.NowMs += random.Next(-3, 4);
            var next = timestamps.Next();
            Assert.True(next > last && next >= time.NowMs * 1000);
            last = next;
        }
    });
}
