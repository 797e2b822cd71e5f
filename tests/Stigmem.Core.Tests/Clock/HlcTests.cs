using Stigmem.Core.Clock;

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

    [Fact]
    public void Packs_without_loss_and_in_order() => SeededRandom.Repeat(5000, random =>
    {
        Hlc a = Random(random), b = Random(random);
        Assert.Equal(a, Hlc.FromPacked(a.Packed));
        Assert.Equal(a.CompareTo(b), a.Packed.CompareTo(b.Packed));
        Assert.Equal(a < b, b > a);
        Assert.Equal(a <= b, b >= a);
        Assert.NotEqual(a <= b, a > b);
        Assert.True(Hlc.TryParse(a.ToString(), out var parsed) && parsed == a);

        static Hlc Random(Random random) => new(
            random.Next(3) == 0 ? random.NextInt64(Hlc.MaxWallMs + 1) : random.Next(2),
            random.Next(3) == 0 ? random.Next(Hlc.MaxCounter + 1) : random.Next(2));
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
