using Stigmem.Core.Words;

namespace Stigmem.Core.Ranking;

/// <summary>What ties a fact to a question beyond the words that they share.</summary>
public static class QuestionFit
{
    private const float NamedFactor = 1.6f;
    private const float TimeFactor = 1.3f;
    private const float PhraseFactor = 1.5f;

    /// <summary>By how much to multiply the lexical score of a fact.</summary>
    /// <param name="question">The question.</param>
    /// <param name="entity">What the fact is about.</param>
    /// <param name="source">Who says it.</param>
    /// <param name="text">Its value.</param>
    /// <param name="why">Takes the reasons.</param>
    public static float Factor(Question question, string entity, string source, string text, ICollection<string> why)
    {
        var factor = 1f;
        if (IsNamed(question, entity))
        {
            factor *= NamedFactor;
            why.Add("the question names the entity");
        }
        else if (SharesName(question, source))
        {
            factor *= NamedFactor;
            why.Add("the question names the source");
        }
        if (!question.AsksWhen && question.Phrases.Count == 0)
            return factor;
        var words = WordBreaker.Words(text);
        if (question.AsksWhen && TimeWords.Tell(words))
        {
            factor *= TimeFactor;
            why.Add("the question asks when, the fact tells a time");
        }
        if (question.Phrases.Any(phrase => HasPhrase(words, phrase)))
        {
            factor *= PhraseFactor;
            why.Add("it has the quoted phrase");
        }
        return factor;
    }

    /// <summary>Whether all words of an entity's name stand in the question.</summary>
    public static bool IsNamed(Question question, string entity)
    {
        var (all, any) = (true, false);
        WordBreaker.Break(WordBreaker.Fold(EntityName.LastOf(entity)), (word, _) =>
        {
            all = all && question.Has(word);
            any = any || question.Asks(word);
        });
        return all && any;
    }

    private static bool SharesName(Question question, string source)
    {
        var shares = false;
        WordBreaker.Break(WordBreaker.Fold(EntityName.LastOf(source)), (word, _) =>
            shares = shares || (word.Length > 1 && !char.IsAsciiDigit(word[0]) && question.Asks(word)));
        return shares;
    }

    private static bool HasPhrase(IReadOnlyList<string> words, IReadOnlyList<string> phrase)
    {
        for (var start = 0; start + phrase.Count <= words.Count; start++)
        {
            if (words.Skip(start).Take(phrase.Count).SequenceEqual(phrase))
                return true;
        }
        return false;
    }
}
