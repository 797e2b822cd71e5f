namespace Stigmem.Cli.Importing;

/// <summary>The text between two headings of a Markdown file.</summary>
/// <param name="Headings">The headings above it, the outermost first.</param>
/// <param name="Text">The text, without the headings.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record MarkdownSection(IReadOnlyList<string> Headings, string Text, int Line)
{
    private const int DeepestLevel = 6;
    private const int MostIndentation = 3;
    private const int ShortestFence = 3;

    /// <summary>Splits at lines that begin with <c>#</c> outside of code; sections without text are left out.</summary>
    public static IReadOnlyList<MarkdownSection> Split(IReadOnlyList<string> lines)
    {
        List<MarkdownSection> sections = [];
        List<(int Level, string Text)> above = [];
        string? fence = null;
        var start = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            fence = FenceAfter(lines[i], fence);
            if (fence is not null || HeadingOf(lines[i]) is not { } heading)
                continue;
            Add(i);
            above.RemoveAll(other => other.Level >= heading.Level);
            above.Add(heading);
            start = i + 1;
        }
        Add(lines.Count);
        return sections;

        void Add(int end)
        {
            while (start < end && string.IsNullOrWhiteSpace(lines[start]))
                start++;
            if (start < end)
                sections.Add(new MarkdownSection([.. above.Select(heading => heading.Text)], string.Join('\n', lines.Skip(start).Take(end - start)).TrimEnd(), start + 1));
        }
    }

    private static (int Level, string Text)? HeadingOf(string line)
    {
        var text = Unindented(line);
        var level = text.Length - text.TrimStart('#').Length;
        if (level is 0 or > DeepestLevel || (text.Length > level && !char.IsWhiteSpace(text[level])))
            return null;
        var title = text[level..].Trim();
        // Signs after the title only decorate it.
        var bare = title.TrimEnd('#');
        return (level, bare.Length == 0 || char.IsWhiteSpace(bare[^1]) ? bare.TrimEnd() : title);
    }

    /// <summary>The signs that open the block of code in which the next line stands; null for none.</summary>
    private static string? FenceAfter(string line, string? fence)
    {
        var text = Unindented(line);
        var sign = text.Length > 0 && text[0] is '`' or '~' ? text[0] : '\0';
        var length = text.Length - text.TrimStart(sign).Length;
        if (sign == '\0' || length < ShortestFence)
            return fence;
        if (fence is null)
            return sign == '`' && text[length..].Contains('`', StringComparison.Ordinal) ? null : text[..length];
        return fence[0] == sign && length >= fence.Length && string.IsNullOrWhiteSpace(text[length..]) ? null : fence;
    }

    private static string Unindented(string line)
    {
        var indentation = line.Length - line.TrimStart(' ').Length;
        return indentation <= MostIndentation ? line[indentation..] : "";
    }
}
