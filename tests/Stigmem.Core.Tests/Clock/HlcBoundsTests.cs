using FsCheck;
using FsCheck.Fluent;
using Stigmem.Testing;
using Stigmem.Core.Clock;

namespace Stigmem.Core.Tests.Clock;

public sealed class HlcBoundsTests
{
    private const long Now = 1_777_680_000_000;

    [Theory]
    [InlineData(0, HlcSkew.None)]
    [InlineData(300_000, HlcSkew.None)]
    [InlineData(300_001, HlcSkew.Future)]
    [InlineData(900_000, HlcSkew.Future)]
    [InlineData(-2_592_000_000, HlcSkew.None)]
    [InlineData(-2_592_000_001, HlcSkew.Past)]
    public void The_bounds_themselves_are_within(long ahead, HlcSkew expected) =>
        Assert.Equal(expected, HlcBounds.Default.Judge(new Hlc(Now + ahead, 5), Now));

    [Theory]
    [InlineData(0, 0, 1_000_000_000_000)]
    [InlineData(0, 0, -1_000_000_000_000)]
    [InlineData(0, 1, 1_000_000_000_000)]
    [InlineData(1, 0, -1_000_000_000_000)]
    public void Zero_switches_a_bound_off(long future, long past, long ahead) =>
        Assert.Equal(HlcSkew.None, new HlcBounds(future, past).Judge(new Hlc(Now + ahead, 0), Now));

    [Fact]
    public void The_end_of_time_is_ahead_even_without_bounds()
    {
        Assert.Equal(HlcSkew.Future, default(HlcBounds).Judge(new Hlc(Hlc.MaxWallMs, 0), Now));
        Assert.Equal(HlcSkew.None, default(HlcBounds).Judge(new Hlc(Hlc.MaxWallMs - 1, 0), Now));
    }

    /// <summary>The clock and the bounds must not disagree: what is judged fit is what the clock takes.</summary>
    [Fact]
    public void Agrees_with_the_clock() => Properties.Holds(500, Stamps, Boundaries, (remote, bounds) =>
    {
        var time = new ManualTime { NowMs = Now };
        var taken = new HlcClock(time, default).TryReceive(
            remote, TimeSpan.FromMilliseconds(bounds.MaxFutureMs), TimeSpan.FromMilliseconds(bounds.MaxPastMs), out _);
        Assert.Equal(taken, bounds.Judge(remote, Now) == HlcSkew.None);
    });

    private static Arbitrary<Hlc> Stamps { get; } = (
        from distance in Samples.Whole(-2001, 2001).Generator
        from counter in Gen.Choose(0, 8)
        select new Hlc(Now + distance, counter)).Shrinking(_ => []);

    private static Arbitrary<HlcBounds> Boundaries { get; } = (
        from future in Gen.Choose(0, 2)
        from past in Gen.Choose(0, 2)
        select new HlcBounds(future * 1000, past * 1000)).Shrinking(_ => []);

    [Fact]
    public void An_anomaly_says_how_far_and_where_to()
    {
        var future = new HlcAnomaly(HlcSkew.Future, Now + 900_000, Now, HlcBounds.Default);
        Assert.Equal(("future", 900_000), (future.Direction, future.SkewMs));
        var past = new HlcAnomaly(HlcSkew.Past, Now - 1, Now, HlcBounds.Default);
        Assert.Equal(("past", -1), (past.Direction, past.SkewMs));
    }
}
