using System.Text.Json;

namespace Stigmem.Cli.Mcp;

/// <summary>Finds and sets the tables of one server in a TOML text; every other line stays as it is (decision 0108).</summary>
internal static class TomlEntries
{
    private const string Table = "mcp_servers." + ServerEntry.Name;

    /// <summary>The entry; null when there is none.</summary>
    /// <exception cref="JsonException">It is written in a form that is not understood.</exception>
    public static ServerEntry? Find(string text)
    {
        var lines = Lines(text);
        var own = Own(lines);
        if (own.Count == 0)
            return Refuse(lines);
        Dictionary<string, string> environment = [];
        string? command = null;
        IReadOnlyList<string> arguments = [];
        var table = "";
        foreach (var line in own.Select(i => lines[i].Trim()))
        {
            if (line.StartsWith('['))
                table = line;
            else if (Pair(line) is var (name, value))
            {
                if (table.Contains(".env", StringComparison.Ordinal))
                    environment[name] = JsonSerializer.Deserialize(value, TomlValues.Default.String)!;
                else if (name == "command")
                    command = JsonSerializer.Deserialize(value, TomlValues.Default.String);
                else if (name == "args")
                    arguments = JsonSerializer.Deserialize(value, TomlValues.Default.StringArray)!;
            }
        }
        return new ServerEntry(command ?? throw new JsonException("the entry has no command"), arguments, environment);
    }

    /// <summary>The text with the entry set.</summary>
    /// <exception cref="JsonException">An entry is there in a form that is not understood.</exception>
    public static string Set(string text, ServerEntry entry)
    {
        var lines = Lines(text);
        var own = Own(lines).ToHashSet();
        _ = own.Count == 0 ? Refuse(lines) : null;
        var kept = string.Join('\n', lines.Where((_, i) => !own.Contains(i))).TrimEnd('\n');
        return (kept.Length == 0 ? "" : kept + "\n\n") + entry.ToToml();
    }

    private static string[] Lines(string text) => text.Split('\n');

    /// <summary>The lines of our tables, without what stands behind their last key: that belongs to the next table.</summary>
    private static List<int> Own(string[] lines)
    {
        List<int> own = [], waiting = [];
        var (isOurs, quotes) = (false, "");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (quotes.Length == 0 && line.StartsWith('['))
            {
                isOurs = IsOurs(line);
                waiting.Clear();
            }
            quotes = Quotes(line, quotes);
            if (!isOurs)
                continue;
            waiting.Add(i);
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            own.AddRange(waiting);
            waiting.Clear();
        }
        return own;
    }

    private static bool IsOurs(string header)
    {
        var name = header.Trim('[').Split(']')[0].Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        return name == Table || name.StartsWith(Table + ".", StringComparison.Ordinal);
    }

    /// <summary>The mark of the long text that a line leaves open, or nothing.</summary>
    private static string Quotes(string line, string open)
    {
        foreach (var mark in (string[])["\"\"\"", "'''"])
        {
            if ((open.Length == 0 || open == mark) && line.Split(mark).Length % 2 == 0)
                return open.Length == 0 ? mark : "";
        }
        return open;
    }

    /// <summary>Servers can also be listed within one line or one table; we do not take such a list apart.</summary>
    private static ServerEntry? Refuse(string[] lines) =>
        Array.Exists(lines, line => line.TrimStart().StartsWith("mcp_servers", StringComparison.Ordinal) || line.Replace(" ", "", StringComparison.Ordinal).StartsWith("[mcp_servers]", StringComparison.Ordinal))
            ? throw new JsonException("its servers are listed in one table; add the entry by hand")
            : null;

    private static (string Name, string Value)? Pair(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 || line.StartsWith('#') ? null : (line[..equals].Trim().Trim('"'), line[(equals + 1)..].Trim());
    }
}
