using Stigmem.Core.Facts;

namespace Stigmem.Core.Words;

/// <summary>
/// The terms under which one fact is found: the words of its value, and once each those of its entity's and its relation's
/// name. Not thread-safe; fill it again for each fact.
/// </summary>
public sealed class FactTerms
{
    private const int ShortNumber = 2;

    private readonly TermStemmer _stemmer = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Each term and how often it occurs.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>How many words the value has.</summary>
    public int Length { get; private set; }

    /// <summary>Takes the terms of a fact.</summary>
    public void Read(string entity, string relation, FactValueType type, string valueText)
    {
        _counts.Clear();
        _names.Clear();
        Length = 0;
        if (type == FactValueType.Ref)
            WordBreaker.Break(WordBreaker.Fold(EntityName.PathOf(valueText)), AddWord);
        else if (type != FactValueType.Null)
            WordBreaker.Break(WordBreaker.Fold(valueText), AddWord);
        WordBreaker.Break(WordBreaker.Fold(EntityName.PathOf(entity)), AddName);
        WordBreaker.Break(WordBreaker.Fold(relation[(relation.LastIndexOf(':') + 1)..]), AddName);
        foreach (var name in _names)
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }

    private void AddWord(ReadOnlySpan<char> word, int end)
    {
        var term = _stemmer.Term(word);
        _counts[term] = _counts.GetValueOrDefault(term) + 1;
        Length++;
    }

    /// <summary>Counters in names would match any small number in a question.</summary>
    private void AddName(ReadOnlySpan<char> word, int end)
    {
        if (word.Length > ShortNumber || word.ContainsAnyExceptInRange('0', '9'))
            _names.Add(_stemmer.Term(word));
    }
}
