using FsCheck.Fluent;
using Stigmem.Core.Words;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Words;

public sealed class WordBreakerTests
{
    [Theory]
    [InlineData("What is Alice's role?", "what is alice role")]
    [InlineData("I don't know, we’ll see", "i don know we see")]
    [InlineData("O'Brien's car", "obrien car")]
    [InlineData("memory:works_at", "memory works at")]
    [InlineData("stigmem://acme.test/user/ada", "stigmem acme test user ada")]
    [InlineData("Zoë Müller naïve ﬁle", "zoe muller naive file")]
    [InlineData("on 2023-05-08T10:00", "on 2023 may 8 10 00")]
    [InlineData("2023-13-08 or 2023-05-083", "2023 13 08 or 2023 05 083")]
    [InlineData("ＡＢＣ ½", "abc 1 2")]
    [InlineData("東京都 is big", "東京 京都 is big")]
    [InlineData("「猫」", "猫")]
    [InlineData("(a OR b) AND \"c\" NOT d* ^e:f,g-h", "a or b and c not d e f g h")]
    [InlineData("''' - … !", "")]
    public void Breaks(string text, string words) => Assert.Equal(words, string.Join(' ', WordBreaker.Words(text)));

    [Fact]
    public void A_word_without_end_is_cut() => Assert.Equal([64], WordBreaker.Words(new string('x', 100_000)).Select(word => word.Length));

    [Fact]
    public void Whatever_comes_in_only_words_come_out() => Properties.Holds(TestSeed.Times(1_000), ArbMap.Default.ArbFor<string?>(), text =>
        Assert.All(WordBreaker.Words(text ?? ""), word =>
        {
            Assert.InRange(word.Length, 1, 64);
            Assert.DoesNotContain(word, character => char.IsWhiteSpace(character) || character is '"' or '*' or '(' or ')' or ':' or '?');
        }));

    [Fact]
    public void A_question_knows_its_terms_phrases_and_starts()
    {
        var question = Question.Parse("When did the \"long night\" of edit* begin?");
        Assert.Equal(["long", "night", "begin"], question.Terms);
        Assert.Equal(["edit"], question.Starts);
        Assert.Equal(["long night"], question.Phrases.Select(phrase => string.Join(' ', phrase)));
        Assert.True(question.AsksWhen);
        Assert.Equal(["to", "be", "or", "not"], Question.Parse("to be or not to be").Terms);
        Assert.Empty(Question.Parse("?!").Terms);
        Assert.Equal(8, Question.Parse(string.Join(' ', Enumerable.Range(0, 1_000).Select(i => $"w{i}*"))).Starts.Count);
        Assert.Equal(8, Question.Parse(string.Join(' ', Enumerable.Range(0, 1_000).Select(_ => "\"two words\""))).Phrases.Count);
        Assert.Equal(64, Question.Parse(string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"w{i}"))).Terms.Count);
    }
}
