using System.Globalization;
using Stigmem.Core.Entities;

namespace Stigmem.Core.Tests.Entities;

public sealed class EntitySimilarityTests
{
    public static TheoryData<string, string, double, double, string> Pairs
    {
        get
        {
            TheoryData<string, string, double, double, string> pairs = [];
            foreach (var line in SimilarityVectors.Text.Split('\n'))
            {
                var cells = line.Split('|');
                pairs.Add(cells[0], cells[1], Number(cells[2]), Number(cells[3]), cells[4]);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Agrees_with_Python(string query, string candidate, double ratio, double score, string noteScore)
    {
        var actual = EntitySimilarity.Score(query, candidate);

        Assert.Equal(ratio, SequenceRatio.Of(Joined(query), Joined(candidate)));
        Assert.Equal(score, EntitySimilarity.Rounded(actual));
        Assert.Equal(
            $"token_score={noteScore} ('{query}' ~ '{candidate}')", EntitySimilarity.MatchNote(actual, query, candidate));
    }

    [Theory]
    [InlineData("alicia", "alice", 0.7273)]
    [InlineData("alice", "alice-smith", 0.6667)]
    [InlineData("a.smith", "alice", 0.3636)]
    [InlineData("bob", "robert", 0.4444)]
    public void Has_the_values_of_the_contract(string query, string candidate, double expected) =>
        Assert.Equal(expected, EntitySimilarity.Rounded(EntitySimilarity.Score(query, candidate)));

    [Theory]
    [InlineData(0.125, 0.125, "0.12")]
    [InlineData(0.375, 0.375, "0.38")]
    [InlineData(0.625, 0.625, "0.62")]
    [InlineData(0.265, 0.265, "0.27")]
    [InlineData(0.285, 0.285, "0.28")]
    [InlineData(0.03125, 0.0312, "0.03")]
    [InlineData(0.99999, 1.0, "1.00")]
    public void Rounds_the_exact_value_with_ties_to_even(double score, double rounded, string note)
    {
        Assert.Equal(rounded, EntitySimilarity.Rounded(score));
        Assert.Equal($"token_score={note} ('q' ~ 'c')", EntitySimilarity.MatchNote(score, "q", "c"));
    }

    [Fact]
    public void Two_empty_texts_are_alike_but_two_names_without_letters_are_not()
    {
        Assert.Equal(1.0, SequenceRatio.Of("", ""));
        Assert.Equal(0.0, EntitySimilarity.Score("-", "."));
    }

    private static string Joined(string id) => string.Concat(id.Split('.', '-', '_', '/'));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
