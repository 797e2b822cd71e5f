namespace Stigmem.Agents.Yaml;

/// <summary>
/// A Markdown text with a YAML block between <c>---</c> lines at its top (agents contract, vault section 2). A block that is
/// not YAML is read line by line, so that no note vanishes.
/// </summary>
internal sealed class FrontMatter
{
    private const string Fence = "---";

    private readonly string _text;
    private readonly int _first;
    private readonly int _end;

    private FrontMatter(string text, int first, int end, YamlMap values, string body, string? problem)
    {
        _text = text;
        _first = first;
        _end = end;
        Values = values;
        Body = body;
        Problem = problem;
    }

    /// <summary>The values of the block; empty without one.</summary>
    public YamlMap Values { get; }

    /// <summary>What comes after the block, without white space around it.</summary>
    public string Body { get; }

    /// <summary>Why the block is not YAML, with the line in the file; null when it is, or when there is none.</summary>
    public string? Problem { get; }

    /// <summary>Whether there is a block.</summary>
    public bool HasBlock => _first > 0;

    /// <summary>Reads a text whose lines end with line feeds.</summary>
    public static FrontMatter Parse(string text)
    {
        if (!IsFence(text, 0, out var first))
            return new FrontMatter(text, 0, 0, new YamlMap(), text.Trim(), null);
        for (var line = first; line < text.Length; line = NextLine(text, line))
        {
            if (!IsFence(text, line, out var body))
                continue;
            var block = text[first..line];
            var values = YamlReader.ReadMap(block, out var problem);
            return new FrontMatter(text, first, line, values ?? Lenient(block), text[body..].Trim(), InFile(problem));
        }
        return new FrontMatter(text, 0, 0, new YamlMap(), text.Trim(), "line 1: the block that begins here has no end; put a line --- after its last key");
    }

    /// <summary>A text with a new block, keys in alphabetical order as the Python stack writes them.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, object?>> values, string body)
    {
        var block = string.Concat(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => YamlText.Entry(value.Key, value.Value)));
        return $"{Fence}\n{block}{Fence}\n\n{body}\n";
    }

    /// <summary>
    /// The text with one value changed: lines of other keys, comments and the body stay byte for byte. A new key comes last.
    /// </summary>
    public string With(string key, object? value)
    {
        if (!HasBlock)
            return $"{Fence}\n{YamlText.Entry(key, value)}{Fence}\n\n{_text}";
        var (from, to) = Problem is null ? ByMarks(key) : ByLines(key);
        return string.Concat(_text.AsSpan(0, from), YamlText.Entry(key, value), _text.AsSpan(to));
    }

    /// <summary>Where the lines of a key begin and end; the end of the block when there is no such key.</summary>
    private (int From, int To) ByMarks(string key)
    {
        if (YamlLines.Of(_text[_first.._end], key) is not var (first, end))
            return (_end, _end);
        var from = _first;
        for (var line = 0; line < first; line++)
            from = NextLine(_text, from);
        var to = from;
        for (var line = first; line < end; line++)
            to = NextLine(_text, to);
        return (from, Math.Min(to, _end));
    }

    /// <summary>The same in a block that no parser reads.</summary>
    private (int From, int To) ByLines(string key)
    {
        for (var line = _first; line < _end; line = NextLine(_text, line))
        {
            if (!IsKey(line, key))
                continue;
            var end = NextLine(_text, line);
            // What belongs to a key is indented, or an item of a list; comments before the next key are not its own.
            var last = end;
            while (end < _end && _text[end] is ' ' or '\t' or '-' or '#' or '\n')
            {
                var isOwn = _text[end] is not ('#' or '\n');
                end = NextLine(_text, end);
                if (isOwn)
                    last = end;
            }
            return (line, last);
        }
        return (_end, _end);
    }

    private bool IsKey(int line, string key)
    {
        var rest = _text.AsSpan(line);
        foreach (var form in (ReadOnlySpan<string>)[key, $"'{key}'", $"\"{key}\""])
        {
            if (rest.StartsWith(form, StringComparison.Ordinal) && rest[form.Length..].TrimStart(' ').StartsWith(":", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static YamlMap Lenient(string block)
    {
        var values = new YamlMap();
        string? list = null;
        List<object?> items = [];
        foreach (var line in block.Split('\n'))
        {
            if (line.TrimStart().StartsWith("- ", StringComparison.Ordinal) && list is not null)
            {
                items.Add(Unquoted(line.TrimStart()[2..]));
                values.Set(list, items);
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && line[0] is not (' ' or '#'))
            {
                (list, items) = (line[..colon].Trim(), []);
                values.Set(list, Unquoted(line[(colon + 1)..]));
            }
        }
        return values;
    }

    private static object? Unquoted(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 1 && trimmed[0] is '\'' or '"' && trimmed[^1] == trimmed[0] ? trimmed[1..^1] : YamlScalar.Resolve(trimmed);
    }

    /// <summary>The block begins in the second line of the file.</summary>
    private static string? InFile(string? problem)
    {
        if (problem is null || !problem.StartsWith("line ", StringComparison.Ordinal))
            return problem;
        var colon = problem.IndexOf(':', StringComparison.Ordinal);
        return $"line {int.Parse(problem.AsSpan(5, colon - 5), System.Globalization.CultureInfo.InvariantCulture) + 1}{problem[colon..]}";
    }

    private static bool IsFence(string text, int line, out int next)
    {
        next = NextLine(text, line);
        return text.AsSpan(line, next - line).TrimEnd().SequenceEqual(Fence);
    }

    private static int NextLine(string text, int line)
    {
        var end = text.IndexOf('\n', line);
        return end < 0 ? text.Length : end + 1;
    }
}
