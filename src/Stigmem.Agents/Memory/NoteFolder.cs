using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stigmem.Agents.Profiles;
using Stigmem.Agents.Vault;
using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Memory;

/// <summary>The notes of an agent: <c>memory/</c> with its index and versions (agents contract, vault section 6).</summary>
/// <param name="vault">The agent's files.</param>
/// <param name="tools">Says whether memory may be written.</param>
/// <param name="root">The agent's folder.</param>
/// <param name="time">Dates notes and versions.</param>
internal sealed class NoteFolder(IVaultStore vault, ToolsFile tools, string root, TimeProvider time)
{
    private const string Folder = "memory";
    private const string Index = "memory/INDEX.md";
    private const int Schema = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All notes by file name; those that are no notes, such as slices of the index, are left out.</summary>
    public IReadOnlyList<Note> All() =>
        [.. vault.Files(Folder, ".md").Where(name => name != "INDEX.md" && !name.StartsWith("INDEX_", StringComparison.Ordinal)).Select(Read).OfType<Note>()];

    /// <summary>One note; null when there is none.</summary>
    public Note? Read(string file) => vault.Read($"{Folder}/{VaultPath.Part(file, Folder)}") is { } text ? Note.Parse(file, text.Text) : null;

    /// <summary>The pinned notes, at most five, by file name.</summary>
    public static IReadOnlyList<Note> Pinned(IEnumerable<Note> notes) => [.. notes.Where(note => note.IsPinned).Take(5)];

    /// <summary>The notes that were confirmed last, at most five; of the same day by file name.</summary>
    public static IReadOnlyList<Note> Recent(IEnumerable<Note> notes) =>
        [.. notes.Where(note => !note.IsPinned && !note.IsGone).OrderByDescending(note => note.LastSeen ?? DateOnly.MinValue).ThenBy(note => note.File, StringComparer.Ordinal).Take(5)];

    /// <summary>The index as it is, or one of all notes where the file is missing.</summary>
    public string IndexText() => vault.Read(Index)?.Text ?? MemoryIndex.Of(All());

    /// <summary>Writes a capture: a new note, or one more confirmation of an old one.</summary>
    /// <returns>The note's file name.</returns>
    /// <exception cref="AgentException"><c>WritePathViolation</c>, <c>SchemaValidationError</c>, <c>PathTraversalError</c>.</exception>
    public async ValueTask<string> WriteAsync(Capture capture, CancellationToken ct)
    {
        var file = VaultPath.Part(capture.MergeInto ?? FileOf(capture), Folder);
        if (!tools.MayWrite(Path.Combine(root, Folder, file)))
            throw new AgentException(AgentFaults.WritePath, $"tools.md does not let {Folder}/{file} be written; add `{Folder}/` under ## Write paths");
        await using var turn = await vault.LockAsync($"{Folder}/{file}.lock", Patience, ct);
        if (capture.MergeInto is not null)
            Confirm(file, capture);
        else
            WriteNew(file, capture);
        return file;
    }

    /// <summary>Names that differ only in what file names leave out get numbers.</summary>
    private string FileOf(Capture capture) =>
        Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? $"{capture.Stem}.md" : $"{capture.Stem}_{number}.md")
            .First(file => Read(file) is not { } other || other.Name == capture.Name);

    private void Confirm(string file, Capture capture)
    {
        var old = vault.Read($"{Folder}/{file}") ?? throw new AgentException(AgentFaults.Schema, $"merge_into: there is no {Folder}/{file}");
        KeepVersion(file, old);
        vault.Write($"{Folder}/{file}", Encoding.UTF8.GetBytes(Note.Parse(file, old.Text).Confirmed(Today, capture.Sources)), WriteCondition.Match(old.Etag));
    }

    private void WriteNew(string file, Capture capture)
    {
        if (vault.Read($"{Folder}/{file}") is { } old)
        {
            var note = Note.Parse(file, old.Text);
            if (note.Type != capture.Type || note.Name != capture.Name || note.Description != capture.Description || note.Body != capture.Body.Trim())
                throw new AgentException(AgentFaults.Schema, $"{Folder}/{file} says something else already; use merge_into");
            // A crash came between the note and its line in the index.
            KeepVersion(file, old);
            WriteIndex(note);
            return;
        }
        var text = FrontMatter.Write(Values(capture), capture.Body.Trim());
        vault.Write($"{Folder}/{file}", Encoding.UTF8.GetBytes(text), WriteCondition.New);
        WriteIndex(Note.Parse(file, text));
    }

    private List<KeyValuePair<string, object?>> Values(Capture capture)
    {
        List<KeyValuePair<string, object?>> values =
        [
            new("schema_version", (long)Schema), new("type", capture.Type), new("name", capture.Name), new("description", capture.Description),
            new("confidence", capture.Confidence), new("sources", capture.Sources), new("captured", Today), new("last_seen", Today),
        ];
        if (capture.IsPinned)
            values.Add(new("pinned", true));
        if (capture.ExpiresAt is { } end)
            values.Add(new("expires_at", end));
        if (capture.Supersedes is { } old)
            values.Add(new("supersedes", old));
        if (capture.Tags.Count > 0)
            values.Add(new("tags", capture.Tags));
        return values;
    }

    private void WriteIndex(Note note) => vault.Write(Index, Encoding.UTF8.GetBytes(MemoryIndex.With(vault.Read(Index)?.Text, note)));

    private void KeepVersion(string file, VaultFile old)
    {
        var at = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssffffff'Z'", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(old.Bytes.Span))[..8];
        vault.Write($"{Folder}/.versions/{Path.GetFileNameWithoutExtension(file)}/{at}_{hash}.md", old.Bytes.Span);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);
}
