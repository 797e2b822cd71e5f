using Stigmem.Core.Clock;
using Stigmem.Core.Paging;

namespace Stigmem.Core.Tests.Paging;

public class CursorTests
{
    [Fact]
    public void A_keyset_cursor_round_trips() => SeededRandom.Repeat(1000, random =>
    {
        var cursor = new KeysetCursor(random.NextInt64(-62_135_596_800_000_000, 253_402_300_799_999_999), random.Guid());
        Assert.True(KeysetCursor.TryDecode(cursor.Encode(), out var decoded));
        Assert.Equal(cursor, decoded);
    });

    [Fact]
    public void A_sequence_cursor_round_trips() => SeededRandom.Repeat(1000, random =>
    {
        var cursor = new SequenceCursor(random.NextInt64());
        Assert.True(SequenceCursor.TryDecode(cursor.Encode(), out var decoded));
        Assert.Equal(cursor, decoded);
    });

    [Fact]
    public void The_texts_never_change()
    {
        var id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
        Assert.Equal("AQAAAAAAAAABAYkKXayWd0u8zrMCCZqAVw", new KeysetCursor(1, id).Encode());
        Assert.Equal("AgAAAAAAAAEA", new SequenceCursor(256).Encode());
    }

    [Fact]
    public void One_kind_is_not_taken_for_the_other()
    {
        Assert.False(KeysetCursor.TryDecode(new SequenceCursor(7).Encode(), out _));
        Assert.False(SequenceCursor.TryDecode(new KeysetCursor(7, default).Encode(), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("6f1c0e3a-5d0b-4d35-9a53-0d8c7a6c1f20")]
    [InlineData("Av__________")]
    [InlineData("AgAAAAAAAAE=")]
    [InlineData(" gAAAAAAAAEA")]
    [InlineData("AwAAAAAAAAEA")]
    [InlineData("AX__________AYkKXayWd0u8zrMCCZqAVw")]
    public void Refuses_garbage(string? text)
    {
        Assert.False(KeysetCursor.TryDecode(text, out _));
        Assert.False(SequenceCursor.TryDecode(text, out _));
    }

    [Fact]
    public void Never_throws_and_accepts_only_what_it_wrote() => SeededRandom.Repeat(20_000, random =>
    {
        var text = random.Next(3) switch
        {
            0 => random.Text(60),
            1 => Mutated(random, new KeysetCursor(random.NextInt64(1L << 40), random.Guid()).Encode()),
            _ => Mutated(random, new SequenceCursor(random.NextInt64(1L << 40)).Encode()),
        };
        if (KeysetCursor.TryDecode(text, out var keyset))
        {
            Assert.Equal(text, WithoutSpareBits(keyset.Encode(), text));
            Assert.NotEmpty(Instants.Format(keyset.Microseconds));
        }

        if (SequenceCursor.TryDecode(text, out var sequence)) Assert.Equal(text, sequence.Encode());
    });

    // The last character of 25 bytes carries spare bits that a decoder may ignore.
    private static string WithoutSpareBits(string encoded, string text) => encoded[..^1] + text[^1];

    private static string Mutated(Random random, string text)
    {
        var chars = text.ToCharArray();
        chars[random.Next(chars.Length)] = (char)random.Next(0x20, 0x100);
        return new string(chars, 0, random.Next(4) == 0 ? random.Next(chars.Length) : chars.Length);
    }
}
