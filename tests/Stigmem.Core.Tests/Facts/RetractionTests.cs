using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Testing;
using static Stigmem.Core.Tests.Facts.AssertionSamples;

namespace Stigmem.Core.Tests.Facts;

public class RetractionTests
{
    private static readonly Assertion Withdrawal = Reader with { Source = Editor.Source, ValueText = "retracted", Confidence = 0 };

    [Fact]
    public void Takes_back_what_the_same_source_said_earlier() =>
        Assert.True(Retraction.Retracts(Withdrawal, Editor, callerMayRetractOthers: false));

    [Fact]
    public void Other_sources_need_the_right_to_do_so()
    {
        var other = Editor with { Source = "agent:c" };
        Assert.False(Retraction.Retracts(Withdrawal, other, callerMayRetractOthers: false));
        Assert.True(Retraction.Retracts(Withdrawal, other, callerMayRetractOthers: true));
    }

    public static TheoryData<string, Assertion, Assertion> Untouched => new()
    {
        { "no retraction", Withdrawal with { Confidence = 0.1 }, Editor },
        { "another retraction", Withdrawal, Editor with { Confidence = 0 } },
        { "another garden", Withdrawal, Editor with { Garden = Editor.Id } },
        { "same stamp", Withdrawal with { Hlc = Editor.Hlc }, Editor },
        { "later fact", Withdrawal, Editor with { Hlc = new Hlc(1000, 2) } },
        { "itself", Withdrawal with { Id = Editor.Id }, Editor },
    };

    [Theory]
    [MemberData(nameof(Untouched))]
    public void Leaves_alone(string why, Assertion retraction, Assertion fact)
    {
        Assert.NotEmpty(why);
        Assert.False(Retraction.Retracts(retraction, fact, callerMayRetractOthers: true));
    }

    [Fact]
    public void A_retracted_pair_never_contradicts() => Properties.Holds(3000, AssertionSamples.Any, AssertionSamples.Any, (a, b) =>
    {
        Assert.False(Retraction.Retracts(a, b, true) && (Retraction.Retracts(b, a, true) || Contradiction.Contradicts(a, b)));
    });
}
