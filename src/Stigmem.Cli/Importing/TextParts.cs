using System.Text;

namespace Stigmem.Cli.Importing;

/// <summary>Cuts a text that is too long for one fact: between paragraphs if it can, else between lines, words, characters.</summary>
internal static class TextParts
{
    /// <summary>What a node takes unless it is told otherwise.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly string[] Seams = ["\n\n", "\n", " "];

    /// <summary>The parts, in order; the text itself if it fits.</summary>
    public static IEnumerable<string> Of(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            var end = EndOfPart(text);
            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart('\n', ' ');
        }
        if (text.Length > 0)
            yield return text;
    }

    private static int EndOfPart(string text)
    {
        var (bytes, end) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes)
                break;
            end += rune.Utf16SequenceLength;
        }
        foreach (var seam in Seams)
        {
            // A seam near the beginning would leave a crumb.
            if (text.LastIndexOf(seam, end - 1, end / 2, StringComparison.Ordinal) is > 0 and var at)
                return at;
        }
        return end;
    }
}
