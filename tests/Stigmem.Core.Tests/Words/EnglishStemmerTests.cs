using Stigmem.Core.Words;

namespace Stigmem.Core.Tests.Words;

/// <summary>
/// Held against the stems that the Snowball project's own program gives: a few words for each ending, and every word that
/// its description names.
/// </summary>
public sealed class EnglishStemmerTests
{
    [Fact]
    public void Stems_as_Snowball_does()
    {
        var pairs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Words", "stems.txt"))
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToList();
        Assert.True(pairs.Count > 600);
        Assert.Equal(pairs.Select(pair => $"{pair[0]}={pair[1]}"), pairs.Select(pair => $"{pair[0]}={EnglishStemmer.Stem(pair[0])}"));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("42nd")]
    [InlineData("größe")]
    [InlineData("東京")]
    [InlineData("")]
    public void Leaves_what_is_no_English_word(string word) => Assert.Equal(word, EnglishStemmer.Stem(word));

    [Theory]
    [InlineData("went", "go")]
    [InlineData("goes", "going")]
    [InlineData("bought", "buying")]
    [InlineData("children", "child")]
    [InlineData("painted", "paints")]
    [InlineData("knives", "knife")]
    public void Forms_of_a_word_share_a_term(string one, string other) => Assert.Equal(TermStemmer.TermOf(one), TermStemmer.TermOf(other));

    [Fact]
    public void What_is_remembered_is_what_is_computed()
    {
        var stemmer = new TermStemmer();
        for (var round = 0; round < 2; round++)
            Assert.Equal(TermStemmer.TermOf("painted"), stemmer.Term("painted"));
    }
}
