using System.Globalization;
using Stigmem.Core.Clock;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Clock;

public class InstantsTests
{
    [Theory]
    [InlineData("2026-03-04T05:06:07.089010+00:00", "2026-03-04T05:06:07.089010+00:00")]
    [InlineData("2026-03-04T05:06:07.000000+00:00", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04T05:06:07z", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04t05:06:07", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04 05:06", "2026-03-04T05:06:00+00:00")]
    [InlineData("2026-03-04", "2026-03-04T00:00:00+00:00")]
    [InlineData("2026-03-04T00:06:07+02:00", "2026-03-03T22:06:07+00:00")]
    [InlineData("2026-03-04T23:06:07-0130", "2026-03-05T00:36:07+00:00")]
    [InlineData("2026-03-04T05:06:07+02", "2026-03-04T03:06:07+00:00")]
    [InlineData("2026-03-04T05:06:07.5Z", "2026-03-04T05:06:07.500000+00:00")]
    [InlineData("2026-03-04T05:06:07,5Z", "2026-03-04T05:06:07.500000+00:00")]
    [InlineData("2026-03-04T05:06:07.1234569Z", "2026-03-04T05:06:07.123456+00:00")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00+00:00")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999+00:00")]
    public void Reads_every_form_of_the_same_moment(string text, string canonical)
    {
        Assert.True(Instants.TryParse(text, out var microseconds));
        Assert.Equal(canonical, Instants.Format(microseconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("2026")]
    [InlineData("2026-3-4")]
    [InlineData("20260304")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-03-04T")]
    [InlineData("2026-03-04T05")]
    [InlineData("2026-03-04T24:00:00")]
    [InlineData("2026-03-04T05:60:00")]
    [InlineData("2026-03-04T05:06:60")]
    [InlineData("2026-03-04T05:06:07.")]
    [InlineData("2026-03-04T05:06:07+")]
    [InlineData("2026-03-04T05:06:07+2")]
    [InlineData("2026-03-04T05:06:07+24:00")]
    [InlineData("2026-03-04T05:06:07+02:60")]
    [InlineData("2026-03-04T05:06:07+02:0")]
    [InlineData("2026-03-04T05:06:07+02:00Z")]
    [InlineData("2026-03-04T05:06:07ZZ")]
    [InlineData("2026-03-04X05:06:07")]
    [InlineData(" 2026-03-04")]
    [InlineData("2026-03-04 ")]
    [InlineData("２０２６-03-04")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void Refuses_other_texts(string? text) => Assert.False(Instants.TryParse(text, out _));

    [Fact]
    public void Writes_what_the_framework_reads() => Properties.Holds(5000, Samples.Whole(-62_135_596_800_000_000, 253_402_300_799_999_999), Samples.Whole(0, 2), (any, round) =>
    {
        var microseconds = round == 0 ? any - any % 1_000_000 : any;
        var text = Instants.Format(microseconds);
        var read = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(microseconds, (read.UtcTicks - DateTime.UnixEpoch.Ticks) / 10);
        Assert.True(Instants.TryParse(text, out var parsed));
        Assert.Equal(microseconds, parsed);
        Assert.Equal(microseconds % 1_000_000 == 0, !text.Contains('.'));
    });

    [Fact]
    public void Says_when_the_destination_is_too_short()
    {
        Assert.False(Instants.TryFormat(0, new byte[24], out _));
        Assert.True(Instants.TryFormat(0, new byte[25], out var written));
        Assert.Equal(25, written);
        Assert.False(Instants.TryFormat(1, new byte[31], out _));
    }

    [Fact]
    public void Refuses_years_that_no_text_can_say()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Instants.Format(long.MaxValue));
        Assert.False(Instants.IsInRange(253_402_300_800_000_000));
        Assert.True(Instants.IsInRange(253_402_300_799_999_999));
        Assert.False(Instants.IsInRange(-62_135_596_800_000_001));
    }
}
