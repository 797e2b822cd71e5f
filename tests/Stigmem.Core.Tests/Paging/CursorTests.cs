using FsCheck.Fluent;
using FsCheck;
using Stigmem.Core.Clock;
using Stigmem.Core.Paging;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Paging;

public class CursorTests
{
    [Fact]
    public void A_keyset_cursor_round_trips() => Properties.Holds(1000, Samples.Whole(-62_135_596_800_000_000, 253_402_300_799_999_999), Samples.Ids, (at, id) =>
    {
        var cursor = new KeysetCursor(at, id);
        Assert.True(KeysetCursor.TryDecode(cursor.Encode(), out var decoded));
        Assert.Equal(cursor, decoded);
    });

    [Fact]
    public void A_sequence_cursor_round_trips() => Properties.Holds(1000, Samples.Whole(0, long.MaxValue), sequence =>
    {
        var cursor = new SequenceCursor(sequence);
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

    private static Arbitrary<string> NearCursors { get; } = Gen.OneOf(
        Samples.Text(60).Generator,
        from at in Samples.Whole(0, 1L << 40).Generator from id in Samples.Ids.Generator from text in Mutated(new KeysetCursor(at, id).Encode()) select text,
        from sequence in Samples.Whole(0, 1L << 40).Generator from text in Mutated(new SequenceCursor(sequence).Encode()) select text)
        .Shrinking(Samples.Text(0).Shrinker);

    [Fact]
    public void Never_throws_and_accepts_only_what_it_wrote() => Properties.Holds(20_000, NearCursors, text =>
    {
        if (KeysetCursor.TryDecode(text, out var keyset))
        {
            Assert.Equal(text, WithoutSpareBits(keyset.Encode(), text));
            Assert.NotEmpty(Instants.Format(keyset.Microseconds));
        }

        if (SequenceCursor.TryDecode(text, out var sequence)) Assert.Equal(text, sequence.Encode());
    });

    // The last character of 25 bytes carries spare bits that a decoder may ignore.
    private static string WithoutSpareBits(string encoded, string text) => encoded[..^1] + text[^1];

    private static Gen<string> Mutated(string text) =>
        from at in Gen.Choose(0, text.Length - 1)
        from letter in Gen.Choose(0x20, 0xFF)
        from length in Gen.Frequency((3, Gen.Constant(text.Length)), (1, Gen.Choose(0, text.Length - 1)))
        select string.Concat(text.AsSpan(0, at), [(char)letter], text.AsSpan(at + 1))[..length];
}
