using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stigmem.Cli.Output;

/// <summary>
/// Text from a node on its way to a terminal. Anyone may write facts, and an escape sequence in one could rewrite what
/// the reader of the terminal sees; control characters are therefore shown, never sent.
/// </summary>
internal static class Printable
{
    private static readonly SearchValues<char> Harmful = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c),
        .. "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"]);

    /// <summary>The text on one line, with every control character as its escape.</summary>
    public static string Line(string? text)
    {
        if (text is null)
            return "";
        if (!text.AsSpan().ContainsAny(Harmful))
            return text;
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '\n')
                builder.Append("\\n");
            else if (c is '\t')
                builder.Append("\\t");
            else if (c is '\r')
                builder.Append("\\r");
            else if (Harmful.Contains(c))
                builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                builder.Append(c);
        }
        return builder.ToString();
    }

    /// <summary>The text on one line of at most so many characters.</summary>
    public static string Short(string? text, int most)
    {
        var line = Line(text);
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
