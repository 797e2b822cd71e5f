using FsCheck.Fluent;
using FsCheck;
using Stigmem.Core.Clock;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Clock;

public class HlcClockTests
{
    private static readonly TimeSpan Future = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Past = TimeSpan.FromDays(30);
    private readonly ManualTime _time = new() { NowMs = 1_000_000 };

    [Fact]
    public void Ticks_follow_the_wall_and_count_within_it()
    {
        var clock = new HlcClock(_time, default);
        Assert.Equal(new Hlc(1_000_000, 0), clock.Tick());
        Assert.Equal(new Hlc(1_000_000, 1), clock.Tick());
        _time.NowMs = 1_000_001;
        Assert.Equal(new Hlc(1_000_001, 0), clock.Tick());
        Assert.Equal(new Hlc(1_000_001, 0), clock.Last);
    }

    [Fact]
    public void Does_not_go_back_after_a_restart_with_a_clock_set_back() =>
        Assert.Equal(new Hlc(2_000_000, 8), new HlcClock(_time, new Hlc(2_000_000, 7)).Tick());

    [Fact]
    public void A_full_counter_carries_into_the_wall() =>
        Assert.Equal(new Hlc(2_000_001, 0), new HlcClock(_time, new Hlc(2_000_000, Hlc.MaxCounter)).Tick());

    [Theory]
    [InlineData(1_000_000, 5, 1_000_000, 3, 1_000_000, 6)]
    [InlineData(1_000_000, 3, 1_000_000, 5, 1_000_000, 6)]
    [InlineData(1_000_200, 3, 1_000_100, 9, 1_000_200, 4)]
    [InlineData(1_000_100, 3, 1_000_200, 9, 1_000_200, 10)]
    [InlineData(900_000, 3, 999_999, 9, 1_000_000, 0)]
    [InlineData(900_000, 3, 1_000_000, 9, 1_000_000, 10)]
    [InlineData(1_000_000, 3, 900_000, 9, 1_000_000, 4)]
    public void Receives_as_the_contract_says(long wall, int counter, long remoteWall, int remoteCounter, long toWall, int toCounter)
    {
        var clock = new HlcClock(_time, new Hlc(wall, counter));
        Assert.True(clock.TryReceive(new Hlc(remoteWall, remoteCounter), Future, Past, out var now));
        Assert.Equal(new Hlc(toWall, toCounter), now);
        Assert.Equal(now, clock.Last);
    }

    [Fact]
    public void Refuses_beyond_the_bounds_and_stays_as_it_was()
    {
        _time.NowMs = 10_000_000_000;
        var clock = new HlcClock(_time, new Hlc(5, 5));
        foreach (var offset in new[] { 300_001, -2_592_000_001 })
        {
            Assert.False(clock.TryReceive(new Hlc(_time.NowMs + offset, 0), Future, Past, out var now));
            Assert.Equal(new Hlc(5, 5), now);
            Assert.Equal(new Hlc(5, 5), clock.Last);
        }

        Assert.True(clock.TryReceive(new Hlc(_time.NowMs + 300_000, 0), Future, Past, out _));
        Assert.True(clock.TryReceive(new Hlc(_time.NowMs - 2_592_000_000, 0), Future, Past, out _));
    }

    [Fact]
    public void A_bound_of_zero_is_no_bound()
    {
        var clock = new HlcClock(_time, default);
        Assert.True(clock.TryReceive(new Hlc(Hlc.MaxWallMs - 1, 0), TimeSpan.Zero, Past, out _));
        Assert.True(clock.TryReceive(default, Future, TimeSpan.Zero, out _));
        Assert.False(clock.TryReceive(new Hlc(Hlc.MaxWallMs, 0), TimeSpan.Zero, TimeSpan.Zero, out _));
    }

    /// <summary>Time that passes, then a tick or a stamp of a peer so far ahead.</summary>
    private static Arbitrary<(int Passed, bool Receives, int Ahead, int Counter)> Steps { get; } = Arb.From(
        from passed in Gen.Choose(-50, 59)
        from receives in Gen.Elements(true, false)
        from ahead in Gen.Choose(-100, 99)
        from counter in Gen.Frequency((1, Gen.Constant(Hlc.MaxCounter)), (3, Gen.Choose(0, 4)))
        select (passed, receives, ahead, counter));

    [Fact]
    public void Never_goes_back_whatever_the_wall_and_the_peers_do() => Properties.Holds(300, Arb.Array(Steps), steps =>
    {
        var time = new ManualTime { NowMs = 1_000_000 };
        var clock = new HlcClock(time, default);
        foreach (var (passed, receives, ahead, counter) in steps)
        {
            time.NowMs += passed;
            var before = clock.Last;
            if (!receives)
            {
                Assert.True(clock.Tick() > before);
                continue;
            }

            var remote = new Hlc(time.NowMs + ahead, counter);
            Assert.True(clock.TryReceive(remote, Future, Past, out var now));
            Assert.True(now > before && now > remote);
            Assert.Equal(now, Hlc.FromPacked(now.Packed));
        }
    });
}
