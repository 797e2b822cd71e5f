using System.Text;

namespace Stigmem.Benchmarks.Datasets;

/// <summary>
/// Reads Debian control data: stanzas of <c>Name: value</c> with continuation lines that start with a blank, stanzas
/// parted by empty lines. Tolerant: a line that is neither is skipped, the rest of its stanza still counts.
/// </summary>
internal static class ControlStanzas
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(TextReader reader)
    {
        var stanza = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? name = null;
        var value = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (line.AsSpan().IsWhiteSpace())
            {
                Close(stanza, ref name, value);
                if (stanza.Count > 0)
                {
                    yield return stanza;
                    stanza = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                }
            }
            else if (line[0] is ' ' or '\t')
            {
                AppendContinuation(name, value, line);
            }
            else
            {
                Close(stanza, ref name, value);
                Open(ref name, value, line);
            }
        }

        Close(stanza, ref name, value);
        if (stanza.Count > 0)
        {
            yield return stanza;
        }
    }

    private static void Open(ref string? name, StringBuilder value, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            name = line[..colon];
            value.Append(line.AsSpan(colon + 1).Trim());
        }
    }

    private static void AppendContinuation(string? name, StringBuilder value, string line)
    {
        if (name is not null)
        {
            // A lone dot stands for an empty line; the first blank is syntax, further ones are the author's indentation.
            var text = line.AsSpan(1).TrimEnd();
            value.Append('\n').Append(text is "." ? [] : text);
        }
    }

    private static void Close(Dictionary<string, string> stanza, ref string? name, StringBuilder value)
    {
        if (name is not null)
        {
            stanza[name] = value.ToString();
            name = null;
        }

        value.Clear();
    }
}
