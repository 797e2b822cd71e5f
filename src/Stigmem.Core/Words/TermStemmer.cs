namespace Stigmem.Core.Words;

/// <summary>
/// Turns words into the terms under which they are indexed and looked for. It remembers the terms of frequent words, so an
/// instance belongs to one thread at a time.
/// </summary>
public sealed class TermStemmer
{
    private const int MostRemembered = 50_000;

    private readonly Dictionary<string, string> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>Makes one that remembers nothing yet.</summary>
    public TermStemmer() => _bySpan = _terms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The term of a word in lower case.</summary>
    public static string TermOf(string word) => EnglishStemmer.Stem(IrregularForms.BaseOf(word));

    /// <inheritdoc cref="TermOf(string)"/>
    public string Term(ReadOnlySpan<char> word)
    {
        if (_bySpan.TryGetValue(word, out var known))
            return known;
        if (_terms.Count == MostRemembered)
            _terms.Clear();
        var text = word.ToString();
        return _terms[text] = TermOf(text);
    }
}
