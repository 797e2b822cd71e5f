namespace Stigmem.Agents.Memory;

/// <summary>The kinds of notes, each with its section of the index (agents contract, vault section 6.2).</summary>
internal static class NoteTypes
{
    /// <summary>The kind of a note that says none.</summary>
    public const string Usual = "reference";

    /// <summary>In the order of the index.</summary>
    public static readonly IReadOnlyList<(string Type, string Section)> All =
    [
        ("user", "## User Profile"), ("feedback", "## Critical Feedback"), ("project", "## Active Projects"),
        ("decision", "## Locked Decisions"), ("reference", "## Reference"),
    ];

    /// <summary>The heading under which notes of a kind stand.</summary>
    public static string SectionOf(string type) => All.FirstOrDefault(pair => pair.Type == type, All[^1]).Section;
}
