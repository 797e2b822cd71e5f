namespace Stigmem.Core.Unicode;

/// <summary>
/// White space as the other nodes of the fabric see it: the framework's set plus the four information separators
/// U+001C to U+001F.
/// </summary>
internal static class UnicodeSpace
{
    public static bool Contains(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && Contains(text[0])) text = text[1..];
        while (!text.IsEmpty && Contains(text[^1])) text = text[..^1];
        return text;
    }

    /// <summary>Replaces each run of white space by one hyphen.</summary>
    public static string CollapseToHyphen(ReadOnlySpan<char> text)
    {
        var result = new char[text.Length];
        var length = 0;
        var inRun = false;
        foreach (var c in text)
        {
            var isSpace = Contains(c);
            if (!isSpace) result[length++] = c;
            else if (!inRun) result[length++] = '-';
            inRun = isSpace;
        }

        return new string(result, 0, length);
    }
}
