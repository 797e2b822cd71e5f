namespace Stigmem.Core.Words;

/// <summary>
/// How much a term says about a text that has it: Okapi BM25. Source: Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework: BM25 and Beyond", 2009. Facts are short, so their length counts for less than in documents.
/// </summary>
public sealed class Bm25
{
    private const double K1 = 0.9;
    private const double B = 0.4;

    private readonly float[] _norms = new float[256];
    private readonly long _texts;

    /// <summary>Measures among some texts.</summary>
    /// <param name="texts">How many there are.</param>
    /// <param name="words">How many words they have together.</param>
    public Bm25(long texts, long words)
    {
        _texts = texts;
        var mean = Math.Max(1, words / (double)Math.Max(1, texts));
        for (var packed = 0; packed < _norms.Length; packed++)
            _norms[packed] = (float)(K1 * (1 - B + B * TextLength.Unpack((byte)packed) / mean));
    }

    /// <summary>How much a term counts that occurs in so many of the texts.</summary>
    public float Rarity(long textsWithTerm) => (float)Math.Log(1 + (_texts - textsWithTerm + 0.5) / (textsWithTerm + 0.5));

    /// <summary>How much of it a text earns in which the term occurs so many times.</summary>
    /// <param name="times">From 1 on.</param>
    /// <param name="packedLength">The length of the text, as <see cref="TextLength"/> packs it.</param>
    public float Share(int times, byte packedLength) => (float)(times * (K1 + 1) / (times + _norms[packedLength]));
}
