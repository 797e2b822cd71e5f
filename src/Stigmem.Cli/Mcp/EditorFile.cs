using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Mcp.Connectors;
using Stigmem.Protocol.Mcp;

namespace Stigmem.Cli.Mcp;

/// <summary>The file in which an editor lists its servers.</summary>
internal sealed class EditorFile(McpConnector editor)
{
    /// <summary>Where it is: behind links, since people keep such files elsewhere and link them.</summary>
    public string FilePath { get; } = Resolve(editor.ConfigPath);

    /// <summary>Whose it is.</summary>
    public McpConnector Editor { get; } = editor;

    /// <summary>Whether it is there.</summary>
    public bool Exists => File.Exists(FilePath);

    /// <summary>Whether the editor seems to be used here.</summary>
    public bool IsLikely => Exists || Directory.Exists(Path.GetDirectoryName(FilePath));

    private bool IsToml => Editor.ConfigFormat == "toml";

    /// <summary>The file of an editor by its short name.</summary>
    /// <exception cref="CommandFailure">It is not known.</exception>
    public static EditorFile Of(string name) => new(
        KnownEditors.All.FirstOrDefault(editor => editor.Editor == name)
        ?? throw CommandFailure.Usage($"'{name}' is not an editor that we know", $"Known are {string.Join(", ", KnownEditors.All.Select(editor => editor.Editor))}."));

    /// <summary>Our entry; null when there is none.</summary>
    /// <exception cref="CommandFailure">The file cannot be read.</exception>
    public ServerEntry? Find() => Try(() =>
    {
        if (!Exists)
            return null;
        var text = File.ReadAllText(FilePath);
        if (IsToml)
            return TomlEntries.Find(text);
        return string.IsNullOrWhiteSpace(text) || JsonEntries.Find(text, ServerEntry.ContainerOf(Editor), ServerEntry.Name) is not { } json
            ? null
            : ServerEntry.FromJson(json) ?? throw new JsonException("the entry does not say how to start a server");
    });

    /// <summary>The whole text with our entry in it.</summary>
    /// <exception cref="CommandFailure">The file cannot be changed.</exception>
    public string With(ServerEntry entry) => Try(() =>
    {
        var text = Exists ? File.ReadAllText(FilePath) : "";
        return IsToml ? TomlEntries.Set(text, entry) : JsonEntries.Set(text, ServerEntry.ContainerOf(Editor), ServerEntry.Name, entry.ToJson(Editor));
    });

    /// <summary>Our entry as it would stand in the file.</summary>
    public string Show(ServerEntry entry) => IsToml ? entry.ToToml() : JsonEntries.Set("", ServerEntry.ContainerOf(Editor), ServerEntry.Name, entry.ToJson(Editor));

    /// <summary>Writes a text in place of the file, which nobody sees half written; the old one is kept.</summary>
    /// <returns>Where the old one is; null when there was none.</returns>
    public string? Write(string text, string? backupFolder, TimeProvider time) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        string? backup = null;
        if (Exists)
        {
            var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
            backup = Path.Combine(backupFolder ?? Path.GetDirectoryName(FilePath)!, $"{Path.GetFileName(FilePath)}.{Editor.Editor}-{stamp}.bak");
            Directory.CreateDirectory(Path.GetDirectoryName(backup)!);
            File.Copy(FilePath, backup);
        }
        var half = FilePath + ".stigmem-new";
        // It holds a key.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(half, options))
            writer.Write(text);
        File.Move(half, FilePath, overwrite: true);
        return backup;
    });

    private T Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{FilePath}: {e.Message}", "editor_file", $"'stigmem mcp config {Editor.Editor}' prints the entry to add by hand.");
        }
    }

    private static string Resolve(string path)
    {
        var full = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        return File.Exists(full) ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }
}
