using FsCheck.Fluent;
using FsCheck;
using Stigmem.Core.Clock;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Clock;

public class HlcTests
{
    [Theory]
    [InlineData("1772600767089.000", 1772600767089, 0, "1772600767089.000")]
    [InlineData("1795233375495.0", 1795233375495, 0, "1795233375495.000")]
    [InlineData("1795233375495.10", 1795233375495, 10, "1795233375495.010")]
    [InlineData("1.1234", 1, 1234, "0000000000001.1234")]
    [InlineData("0.0", 0, 0, "0000000000000.000")]
    [InlineData("8796093022207.1048575", 8796093022207, 1048575, "8796093022207.1048575")]
    public void Reads_both_forms_and_writes_the_padded_one(string text, long wall, int counter, string padded)
    {
        Assert.True(Hlc.TryParse(text, out var hlc));
        Assert.Equal(new Hlc(wall, counter), hlc);
        Assert.Equal(padded, hlc.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("-1.0")]
    [InlineData("1.-1")]
    [InlineData("+1.0")]
    [InlineData(" 1.0")]
    [InlineData("1.0 ")]
    [InlineData("1.0.0")]
    [InlineData("1,0")]
    [InlineData("1.1048576")]
    [InlineData("8796093022208.0")]
    [InlineData("99999999999999999999.0")]
    [InlineData("a.b")]
    public void Refuses_other_texts(string? text) => Assert.False(Hlc.TryParse(text, out _));

    private static Arbitrary<Hlc> Stamps { get; } = Arb.From(
        from wall in Gen.Frequency((1, Samples.Whole(0, Hlc.MaxWallMs).Generator), (2, Samples.Whole(0, 1).Generator))
        from counter in Gen.Frequency((1, Gen.Choose(0, Hlc.MaxCounter)), (2, Gen.Choose(0, 1)))
        select new Hlc(wall, counter));

    [Fact]
    public void Packs_without_loss_and_in_order() => Properties.Holds(5000, Stamps, Stamps, (a, b) =>
    {
        Assert.Equal(a, Hlc.FromPacked(a.Packed));
        Assert.Equal(a.CompareTo(b), a.Packed.CompareTo(b.Packed));
        Assert.Equal(a < b, b > a);
        Assert.Equal(a <= b, b >= a);
        Assert.NotEqual(a <= b, a > b);
        Assert.True(Hlc.TryParse(a.ToString(), out var parsed) && parsed == a);
    });

    [Theory]
    [InlineData("1746230400000", 1746230400000, 0)]
    [InlineData("1746230400000.10", 1746230400000, 10)]
    [InlineData("1746230400000.010", 1746230400000, 10)]
    public void A_stamp_of_a_peer_may_lack_the_counter(string text, long wall, int counter)
    {
        Assert.True(Hlc.TryParseOfPeer(text, out var hlc));
        Assert.Equal(new Hlc(wall, counter), hlc);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1.0.0")]
    [InlineData("-1")]
    [InlineData("8796093022208")]
    public void Other_texts_of_a_peer_are_refused(string? text) => Assert.False(Hlc.TryParseOfPeer(text, out _));
}
