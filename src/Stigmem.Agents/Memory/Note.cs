using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Memory;

/// <summary>A note of an agent's memory, read leniently: no note vanishes for what is wrong in it (agents contract, vault section 6.1).</summary>
internal sealed class Note
{
    private readonly FrontMatter _text;

    private Note(string file, FrontMatter text)
    {
        File = file;
        _text = text;
    }

    /// <summary>Its file name.</summary>
    public string File { get; }

    /// <summary>What it is called.</summary>
    public string Name => _text.Values.Text("name") ?? Path.GetFileNameWithoutExtension(File);

    /// <summary>What it says, in a line.</summary>
    public string Description => _text.Values.Text("description") ?? "";

    /// <summary>Its kind; one of <see cref="NoteTypes"/>, <c>reference</c> when it says none.</summary>
    public string Type => _text.Values.Text("type") ?? NoteTypes.Usual;

    /// <summary>How sure it is.</summary>
    public string Confidence => _text.Values.Text("confidence") ?? "medium";

    /// <summary>When it was last confirmed.</summary>
    public DateOnly? LastSeen => _text.Values.Date("last_seen");

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<string> Sources => _text.Values.Texts("sources");

    /// <summary>Whether every prompt has it.</summary>
    public bool IsPinned => _text.Values.Flag("pinned");

    /// <summary>Whether lists leave it out: it is archived, or another note has taken its place.</summary>
    public bool IsGone => _text.Values.Flag("archived") || !string.IsNullOrEmpty(_text.Values.Text("superseded_by"));

    /// <summary>What it says.</summary>
    public string Body => _text.Body;

    /// <summary>Reads a note.</summary>
    public static Note Parse(string file, string text) => new(file, FrontMatter.Parse(text));

    /// <summary>The text of the note, confirmed once more: the day, and sources that it does not name yet.</summary>
    public string Confirmed(DateOnly day, IReadOnlyList<string> sources)
    {
        var seen = FrontMatter.Parse(_text.With("last_seen", day));
        return sources.Except(Sources).Any() ? seen.With("sources", (IReadOnlyList<string>)[.. Sources, .. sources.Except(Sources)]) : seen.With("last_seen", day);
    }
}
