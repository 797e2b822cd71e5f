using System.Globalization;
using Stigmem.Agents.Memory;
using Stigmem.Agents.Profiles;

namespace Stigmem.Agents.Prompts;

/// <summary>What a model is told before the work item, section by section (agents contract, vault section 10).</summary>
internal static class SystemPrompt
{
    private static readonly string Separator = $"\n\n{new string('═', 27)}\n\n";
    private const string NoteSeparator = "\n\n---\n\n";

    /// <summary>Puts the sections together; empty ones are left out.</summary>
    public static string Assemble(AgentFolder agent, NoteFolder memory)
    {
        var notes = memory.All();
        string[] sections =
        [
            string.Join("\n\n", agent.Persona.Select(file => $"# {file.Name}.md\n\n{file.Text}")),
            Section("goal.md", agent.Goal),
            Section("tools.md", agent.ToolsText),
            Section("memory/INDEX.md", memory.IndexText()),
            Section("wiki/INDEX.md", agent.Vault.Read("wiki/INDEX.md")?.Text ?? ""),
            Section("Pinned atomic notes", string.Join(NoteSeparator, NoteFolder.Pinned(notes).Select(Shown))),
            Section("Recent atomic notes", string.Join(NoteSeparator, NoteFolder.Recent(notes).Select(Shown))),
            Section("Recent journal", LatestJournal(agent)),
        ];
        return string.Join(Separator, sections.Where(section => section.Length > 0));
    }

    private static string Section(string title, string text) => string.IsNullOrWhiteSpace(text) ? "" : $"# {title}\n\n{text.Trim()}";

    private static string Shown(Note note)
    {
        var seen = note.LastSeen?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        return $"# {note.File}\n\nname: {note.Name}\ntype: {note.Type}\nconfidence: {note.Confidence}\nlast_seen: {seen}\n\n{note.Body}";
    }

    private static string LatestJournal(AgentFolder agent)
    {
        var newest = agent.Vault.Folders("journal").SelectMany(month => agent.Vault.Files($"journal/{month}", ".md").Select(day => $"journal/{month}/{day}"))
            .OrderDescending(StringComparer.Ordinal).FirstOrDefault();
        return newest is null ? "" : $"# Journal — {Path.GetFileNameWithoutExtension(newest)}\n\n{agent.Vault.Read(newest)?.Text.Trim()}";
    }
}
