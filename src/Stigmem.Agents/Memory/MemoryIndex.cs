using System.Text.RegularExpressions;

namespace Stigmem.Agents.Memory;

/// <summary>Edits <c>memory/INDEX.md</c> exactly as the Python stack does (agents contract, vault section 6.2).</summary>
internal static partial class MemoryIndex
{
    /// <summary>The text with a note's line in its section, in the place of the one that it had.</summary>
    /// <param name="text">The file; null when there is none.</param>
    /// <param name="note">The note.</param>
    public static string With(string? text, Note note)
    {
        var section = NoteTypes.SectionOf(note.Type);
        var line = $"- [{note.Name}]({note.File}) — {note.Description}";
        text = Without(text ?? $"# Memory Index\n\n{section}\n", note.File);
        if (!text.Contains(section, StringComparison.Ordinal))
            return Tidy($"{text.TrimEnd()}\n\n{section}\n{line}\n");
        var lines = text.Split('\n').ToList();
        var at = lines.IndexOf(section);
        // The heading's text may stand within another line; then there is no line to stand below.
        return Tidy(at < 0 ? text : string.Join('\n', [.. lines[..(at + 1)], line, .. lines[(at + 1)..]]));
    }

    /// <summary>The text without a note's lines.</summary>
    public static string Without(string text, string file) =>
        string.Join('\n', text.Split('\n').Where(line => !IsLineOf(line, file)));

    /// <summary>An index of all notes, for a prompt whose agent has none.</summary>
    public static string Of(IEnumerable<Note> notes)
    {
        var byType = notes.ToLookup(note => note.Type);
        var sections = NoteTypes.All.Where(pair => byType[pair.Type].Any())
            .Select(pair => $"{pair.Section}\n{string.Concat(byType[pair.Type].Select(note => $"- [{note.Name}]({note.File}) — {note.Description}\n"))}");
        return $"# Memory Index\n\n{string.Join('\n', sections)}";
    }

    private static bool IsLineOf(string line, string file) => Regex.IsMatch(line, $@"^- \[.*?\]\({Regex.Escape(file)}\).*$", RegexOptions.CultureInvariant);

    private static string Tidy(string text) => $"{ManyLineFeeds().Replace(text, "\n\n").TrimEnd('\n')}\n";

    [GeneratedRegex("\n{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex ManyLineFeeds();
}
