namespace Stigmem.Core.Words;

/// <summary>What a question looks for. Nothing in it is an operator but quotes around a phrase and a star after the start of a word.</summary>
public sealed class Question
{
    private const int MostTerms = 64;
    private const int MostStarts = 8;
    private const int MostPhrases = 8;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _telling;

    private Question(string folded, IReadOnlyList<string> words, IReadOnlyList<string> terms, IReadOnlyList<string> starts, IReadOnlyList<IReadOnlyList<string>> phrases)
    {
        Folded = folded;
        Words = words;
        Terms = terms;
        Starts = starts;
        Phrases = phrases;
        _words = words.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _telling = words.Where(word => !StopWords.Contains(word)).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        AsksWhen = TimeWords.AskWhen(words);
    }

    /// <summary>The question in lower case and without accents.</summary>
    public string Folded { get; }

    /// <summary>Its words, in order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The terms to look for, each once.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Starts of words to look for: <c>edit*</c>.</summary>
    public IReadOnlyList<string> Starts { get; }

    /// <summary>Words that must stand together: <c>"the long night"</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Phrases { get; }

    /// <summary>Whether it asks for a time.</summary>
    public bool AsksWhen { get; }

    /// <summary>Reads a question; of a very long one, the first 64 different terms, 8 starts of words and 8 phrases.</summary>
    public static Question Parse(string text)
    {
        var folded = WordBreaker.Fold(text);
        List<string> words = [];
        List<string> starts = [];
        WordBreaker.Break(folded, (word, end) =>
        {
            if (end < folded.Length && folded[end] == '*' && starts.Count < MostStarts)
                starts.Add(word.ToString());
            else
                words.Add(word.ToString());
        });
        var telling = words.Where(word => !StopWords.Contains(word)).ToList();
        var terms = (telling.Count + starts.Count > 0 ? telling : words).Select(TermStemmer.TermOf).Distinct(StringComparer.Ordinal).Take(MostTerms).ToList();
        return new Question(folded, words, terms, starts, ReadPhrases(folded));
    }

    /// <summary>Whether it has a word.</summary>
    public bool Has(ReadOnlySpan<char> word) => _words.Contains(word);

    /// <summary>Whether it has a word that is no stop word.</summary>
    public bool Asks(ReadOnlySpan<char> word) => _telling.Contains(word);

    private static List<IReadOnlyList<string>> ReadPhrases(string folded)
    {
        var parts = folded.Split(['"', '“', '”']);
        List<IReadOnlyList<string>> phrases = [];
        for (var i = 1; i + 1 < parts.Length && phrases.Count < MostPhrases; i += 2)
        {
            if (WordBreaker.Words(parts[i]) is { Count: > 1 } phrase)
                phrases.Add(phrase);
        }
        return phrases;
    }
}
