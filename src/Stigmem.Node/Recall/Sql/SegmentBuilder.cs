using Stigmem.Core.Words;

namespace Stigmem.Node.Recall.Sql;

/// <summary>A segment of the word index while it is put together: facts in order, and where each term occurs.</summary>
internal sealed class SegmentBuilder
{
    private readonly List<long> _numbers = [];
    private readonly List<byte> _lengths = [];
    private readonly Dictionary<string, PostingList> _terms = new(StringComparer.Ordinal);

    /// <summary>The commit numbers of its facts, by place.</summary>
    public IReadOnlyList<long> Numbers => _numbers;

    /// <summary>The packed lengths of their values, by place.</summary>
    public IReadOnlyList<byte> Lengths => _lengths;

    /// <summary>Where each term occurs.</summary>
    public IReadOnlyDictionary<string, PostingList> Terms => _terms;

    /// <summary>The same in the order of the terms, in which they are written fastest.</summary>
    public IEnumerable<KeyValuePair<string, PostingList>> InOrder() => _terms.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>How many words all values have together.</summary>
    public long Words { get; private set; }

    /// <summary>Adds a fact.</summary>
    public void Add(long number, FactTerms terms)
    {
        foreach (var (term, times) in terms.Counts)
            List(term).Add(_numbers.Count, times);
        _numbers.Add(number);
        _lengths.Add(TextLength.Pack(terms.Length));
        Words += terms.Length;
    }

    /// <summary>Makes room for the facts of another segment; the offset of their places is returned.</summary>
    public int Add(SegmentFacts facts)
    {
        var offset = _numbers.Count;
        _numbers.AddRange(facts.Numbers);
        _lengths.AddRange(facts.Lengths);
        Words += facts.Words;
        return offset;
    }

    /// <summary>Adds the places of a term in another segment.</summary>
    public void Add(string term, ReadOnlySpan<byte> places, int offset) => List(term).Add(places, offset);

    private PostingList List(string term)
    {
        if (!_terms.TryGetValue(term, out var list))
            _terms.Add(term, list = new PostingList());
        return list;
    }
}
