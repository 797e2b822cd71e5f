using System.Buffers;

namespace Stigmem.Core.Sanitizing;

/// <summary>The characters that steer a terminal or a reader's eye instead of saying something.</summary>
internal static class ControlCharacters
{
    private const string C0 =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\v\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private const string Bidi = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private const string ZeroWidth = "\u200b\u200c\u200d";

    private const string ByteOrderMark = "\ufeff";

    /// <summary>What a reader never gets. Zero-width joiners stay: emoji and several scripts need them.</summary>
    public static readonly SearchValues<char> Unwanted = SearchValues.Create(C0 + Bidi + ByteOrderMark);

    /// <summary>What may stand between the letters of a word without being seen, and therefore does not count in a match.</summary>
    public static readonly SearchValues<char> Invisible = SearchValues.Create(C0 + Bidi + ByteOrderMark + ZeroWidth);

    /// <summary>Printable ASCII, tab and line ends: such text is its own normal form and contains nothing to remove.</summary>
    public static readonly SearchValues<char> Plain = SearchValues.Create(
        "\t\n\r\u007f" + string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)));

    /// <summary>The text without the given characters; the same instance if there are none.</summary>
    public static string Without(string text, SearchValues<char> characters)
    {
        var first = text.AsSpan().IndexOfAny(characters);
        if (first < 0)
            return text;

        var kept = new char[text.Length];
        text.CopyTo(0, kept, 0, first);
        var length = first;
        foreach (var c in text.AsSpan(first))
        {
            if (!characters.Contains(c))
                kept[length++] = c;
        }

        return new string(kept, 0, length);
    }
}
