using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Testing;
using static Stigmem.Core.Tests.Facts.AssertionSamples;

namespace Stigmem.Core.Tests.Facts;

public class ContradictionTests
{
    [Fact]
    public void Two_values_of_one_tuple_contradict() => Assert.True(Contradiction.Contradicts(Editor, Reader));

    [Fact]
    public void One_source_may_contradict_itself() =>
        Assert.True(Contradiction.Contradicts(Editor, Reader with { Source = Editor.Source }));

    [Fact]
    public void A_string_is_not_the_text_of_the_same_words() => Assert.True(Contradiction.Contradicts(
        Editor, Reader with { ValueText = Editor.ValueText, Type = FactValueType.Text }));

    [Fact]
    public void The_same_garden_counts() => Assert.True(Contradiction.Contradicts(
        Editor with { Garden = Reader.Id }, Reader with { Garden = Reader.Id }));

    public static TheoryData<string, Assertion> Peaceful => new()
    {
        { "same value, other source", Reader with { ValueText = Editor.ValueText } },
        { "same fact", Reader with { Id = Editor.Id } },
        { "confidence zero", Reader with { Confidence = 0 } },
        { "not live", Reader with { IsLive = false } },
        { "another garden", Reader with { Garden = Editor.Id } },
        { "system fact", Reader with { MayDiffer = true } },
    };

    [Theory]
    [MemberData(nameof(Peaceful))]
    public void Does_not_contradict(string why, Assertion other)
    {
        Assert.NotEmpty(why);
        Assert.False(Contradiction.Contradicts(Editor, other));
        Assert.False(Contradiction.Contradicts(other, Editor));
    }

    [Theory]
    [InlineData(FactValueType.Number, "42", "42.0", true)]
    [InlineData(FactValueType.Number, "42.0", "43.0", false)]
    [InlineData(FactValueType.String, "42", "42.0", false)]
    public void Numbers_are_compared_as_numbers(FactValueType type, string mine, string theirs, bool same) => Assert.Equal(
        same, (Editor with { Type = type, ValueText = mine }).HasValueOf(Reader with { Type = type, ValueText = theirs }));

    [Fact]
    public void Is_symmetric() => Properties.Holds(5000, AssertionSamples.Any, AssertionSamples.Any, (a, b) =>
    {
        Assert.Equal(Contradiction.Contradicts(a, b), Contradiction.Contradicts(b, a));
        Assert.Equal(Math.Sign(Contradiction.Compare(a, b)), -Math.Sign(Contradiction.Compare(b, a)));
        Assert.Equal(Contradiction.ConflictId(a.Id, b.Id), Contradiction.ConflictId(b.Id, a.Id));
        Assert.False(Contradiction.Contradicts(a, a));
    });

    [Fact]
    public void Confidence_wins_then_the_later_stamp_then_nobody()
    {
        Assert.True(Contradiction.Compare(Editor, Reader with { Confidence = 0.9, Hlc = new Hlc(9999, 0) }) > 0);
        Assert.True(Contradiction.Compare(Editor, Reader) < 0);
        Assert.Equal(0, Contradiction.Compare(Editor, Reader with { Hlc = Editor.Hlc }));
    }

    [Fact]
    public void The_id_of_a_conflict_is_the_same_everywhere() => Assert.Equal(
        "stigmem:conflict:c83530de-ed56-8b28-84ed-3833c7fdfb68", Contradiction.ConflictId(Reader.Id, Editor.Id));

    [Fact]
    public void The_id_of_a_conflict_is_a_uuid_of_version_8() => Properties.Holds(300, Samples.Ids, Samples.Ids, (a, b) =>
    {
        var id = Contradiction.ConflictId(a, b);
        Assert.StartsWith("stigmem:conflict:", id, StringComparison.Ordinal);
        var uuid = Guid.ParseExact(id["stigmem:conflict:".Length..], "D");
        Assert.Equal(8, uuid.Version);
        Assert.InRange(uuid.Variant, 8, 11);
    });
}
