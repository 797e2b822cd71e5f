using Stigmem.Core.Ranking;
using Stigmem.Core.Words;

namespace Stigmem.Core.Tests.Ranking;

public sealed class RankingTests
{
    [Fact]
    public void What_was_not_measured_does_not_dilute_the_rest()
    {
        var signals = new RankSignals { Lexical = 1, Recency = 1, Confidence = 1 };
        Assert.Equal(0.35 / 0.50, signals.Score(RankWeights.Default, hasSemantic: false), 9);
        Assert.Equal(0.35 / 0.85, signals.Score(RankWeights.Default, hasSemantic: true), 9);
    }

    [Fact]
    public void Doubt_lowers_a_score()
    {
        var certain = new RankSignals { Lexical = 1, Recency = 1, Confidence = 1, SourceTrust = 1 };
        var score = certain.Score(RankWeights.Default, false);
        Assert.Equal(score * 0.4, (certain with { Confidence = 0.4 }).Score(RankWeights.Default, false), 9);
        Assert.Equal(score * 0.7, (certain with { IsDisputed = true }).Score(RankWeights.Default, false), 9);
        Assert.True((certain with { SourceTrust = 0 }).Score(RankWeights.Default, false) < score / 2);
    }

    [Fact]
    public void What_nothing_ties_to_the_question_scores_nothing()
    {
        var signals = new RankSignals { Recency = 1, Confidence = 1, SourceTrust = 1 };
        Assert.Equal(0, signals.Score(RankWeights.Default, false));
        Assert.Equal(0, (signals with { Lexical = 1 }).Score(new RankWeights(0, 0, 0, 0, 0), false));
    }

    /// <summary>However trusted and new a fact is, one that fits better and is doubted goes first.</summary>
    [Fact]
    public void Trust_and_age_make_nothing_fit()
    {
        var doubted = new RankSignals { Lexical = 0.9, Recency = 0.5, Confidence = 1, SourceTrust = 0.22, IsDisputed = true };
        var trusted = new RankSignals { Lexical = 0.2, Recency = 1, Confidence = 1, SourceTrust = 1 };
        Assert.True(doubted.Score(RankWeights.Default, false) > trusted.Score(RankWeights.Default, false));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9, 1)]
    [InlineData(73, 0.8)]
    [InlineData(365, 0)]
    [InlineData(4_000, 0)]
    [InlineData(-3, 1)]
    public void Recency_falls_by_the_day(double days, double recency) => Assert.Equal(recency, RankSignals.RecencyOf(TimeSpan.FromDays(days)), 9);

    /// <summary>Two words of a question: the neighbour of a text that has both is worth half, one that has them itself no more than once.</summary>
    [Fact]
    public void Neighbours_lend_words_but_never_twice()
    {
        float[] both = [1, 2], none = [0, 0];
        Assert.Equal([3f, 1.5f, 0.75f, 0f], ThreadSupport.Scores([both, none, null, none]));
        Assert.Equal([3f, 3f], ThreadSupport.Scores([both, both]));
        Assert.Equal([2f, 2.5f], ThreadSupport.Scores([[1, 1], [0, 2]]));
        Assert.Empty(ThreadSupport.Scores([]));
    }

    [Theory]
    [InlineData("what does Ada Lovelace do?", "user:ada-lovelace", true)]
    [InlineData("what does Ada do?", "user:ada-lovelace", false)]
    [InlineData("who is user:ada?", "user:ada", true)]
    [InlineData("who is it?", "user:it", false)]
    [InlineData("ada?", "stigmem://acme.test/user/ada", true)]
    public void An_entity_is_named_by_its_whole_name(string question, string entity, bool isNamed) =>
        Assert.Equal(isNamed, QuestionFit.IsNamed(Question.Parse(question), entity));

    [Fact]
    public void Says_why_a_fact_fits()
    {
        List<string> why = [];
        var factor = QuestionFit.Factor(Question.Parse("when did Caroline see the \"red barn\"?"), "turn:d1-3", "speaker:conv-26-caroline", "Yesterday I saw the red barn", why);
        Assert.Equal(1.6 * 1.3 * 1.5, factor, 4);
        Assert.Equal(3, why.Count);
        Assert.Equal(1f, QuestionFit.Factor(Question.Parse("what did Caroline see?"), "turn:d1-3", "speaker:mel", "a barn", why));
    }

    [Fact]
    public void Tokens_are_a_quarter_of_the_characters() => Assert.Equal(
        (1, 9), (TokenEstimate.Of("", "", "", ""), TokenEstimate.Of("user:alice", "memory:role", "editor", "agent:ada")));
}
