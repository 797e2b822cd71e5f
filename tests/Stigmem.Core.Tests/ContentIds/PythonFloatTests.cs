using System.Globalization;
using Stigmem.Core.ContentIds;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.ContentIds;

public class PythonFloatTests
{
    [Fact]
    public void Writes_every_pair_as_python_does()
    {
        var pairs = PythonFloatPairs.All.ToList();
        Assert.True(pairs.Count >= 200);
        Assert.All(pairs, pair => Assert.Equal(pair.Text, PythonFloat.Format(pair.Number)));
    }

    [Fact]
    public void Reads_back_as_the_same_double() => Properties.Holds(20_000, Samples.Numbers, number =>
    {
        var text = PythonFloat.Format(number);
        Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture));
        Assert.True(text.Contains('.') || text.Contains('e'), text);
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_what_is_no_finite_number(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PythonFloat.Format(number));

    [Fact]
    public void Says_when_the_destination_is_too_short()
    {
        var destination = new byte[3];
        Assert.False(PythonFloat.TryFormat(42, destination, out var written));
        Assert.Equal(0, written);
        Assert.True(PythonFloat.TryFormat(0.5, destination, out written));
        Assert.Equal("0.5"u8, destination.AsSpan(0, written));
    }

    [Fact]
    public void The_longest_text_fits_the_stated_bound() =>
        Assert.Equal(PythonFloat.MaxText, PythonFloat.Format(-2.2250738585072014e-308).Length);
}
