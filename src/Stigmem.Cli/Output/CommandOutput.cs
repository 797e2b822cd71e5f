using Spectre.Console;

namespace Stigmem.Cli.Output;

/// <summary>
/// Where a command's result goes: one JSON document with <c>--json</c>, tables on a terminal, plain tab-separated text
/// when the output is redirected. Results go to stdout, everything else to stderr.
/// </summary>
internal sealed class CommandOutput(TextWriter results, TextWriter notes, bool isJson, bool isTerminal)
{
    /// <summary>Whether <c>--json</c> was given.</summary>
    public bool IsJson { get; } = isJson;

    /// <summary>Whether a person is watching both streams.</summary>
    public bool IsTerminal { get; } = isTerminal && !isJson;

    /// <summary>The raw stream of results, for commands that write JSON lines or files.</summary>
    public TextWriter Results { get; } = results;

    /// <summary>The process's own streams.</summary>
    public static CommandOutput OfConsole(bool isJson) =>
        new(Console.Out, Console.Error, isJson, !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    /// <summary>Prints the result: as JSON, or through the function that shows it to a person.</summary>
    public void Show<T>(T value, Action<T> text)
    {
        if (IsJson)
            Results.WriteLine(CliJson.Text(value));
        else
            text(value);
    }

    /// <summary>Prints one line of text.</summary>
    public void Line(string text) => Results.WriteLine(Printable.Line(text));

    /// <summary>Tells something beside the result.</summary>
    public void Note(string text) => notes.WriteLine(Printable.Line(text));

    /// <summary>Prints a text as it is, such as the value of a fact or a script.</summary>
    public void Verbatim(string text) => Results.WriteLine(text);

    /// <summary>Prints names and values, one pair a line; null values are left out.</summary>
    public void Fields(params IEnumerable<(string Name, string? Value)> fields)
    {
        var known = fields.Where(field => field.Value is not null).ToList();
        var width = known.Count == 0 ? 0 : known.Max(field => field.Name.Length);
        foreach (var (name, value) in known)
            Results.WriteLine($"{name.PadRight(width)}  {Printable.Line(value)}");
    }

    /// <summary>Prints rows under headings.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows, string whenEmpty)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            Note(whenEmpty);
            return;
        }
        if (IsTerminal)
            DrawTable(headings, all);
        else
            WriteTable(headings, all);
    }

    private static void DrawTable(IReadOnlyList<string> headings, List<IReadOnlyList<string?>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(Markup.Escape(heading)));
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => new Text(Printable.Short(cell, 200)))]);
        AnsiConsole.Write(table);
    }

    private void WriteTable(IReadOnlyList<string> headings, List<IReadOnlyList<string?>> rows)
    {
        Results.WriteLine(string.Join('\t', headings));
        foreach (var row in rows)
            Results.WriteLine(string.Join('\t', row.Select(Printable.Line)));
    }
}
