using System.Text.RegularExpressions;
using Stigmem.Agents.Vault;

namespace Stigmem.Agents.Profiles;

/// <summary>What an agent may read and write, from its <c>tools.md</c> (agents contract, vault section 5.2).</summary>
internal sealed partial class ToolsFile
{
    private static readonly (string Header, Func<ToolsFile, List<string>> Section)[] Sections =
    [
        ("Read path", file => file._read), ("Read paths", file => file._read),
        ("Write path", file => file._write), ("Write paths", file => file._write),
        ("Read-only path", file => file._readOnly), ("Read-only paths", file => file._readOnly),
        ("Read only path", file => file._readOnly), ("Read only paths", file => file._readOnly),
        ("External API", file => file._apis), ("External APIs", file => file._apis),
        ("Hard NO", file => file._refusals), ("Hard NOs", file => file._refusals),
        ("Tool classification", file => file._classes), ("Tool classifications", file => file._classes),
    ];

    private static readonly Dictionary<string, ToolClass> Classes = new(StringComparer.Ordinal)
    {
        ["read_only"] = ToolClass.ReadOnly, ["reversible_write"] = ToolClass.ReversibleWrite,
        ["external_side_effect"] = ToolClass.ExternalSideEffect, ["high_risk"] = ToolClass.HighRisk,
    };

    private readonly List<string> _read = [];
    private readonly List<string> _write = [];
    private readonly List<string> _readOnly = [];
    private readonly List<string> _apis = [];
    private readonly List<string> _refusals = [];
    private readonly List<string> _classes = [];

    private ToolsFile()
    {
    }

    /// <summary>Folders and files that its tools may read; absolute.</summary>
    public IReadOnlyList<string> ReadPaths { get; private set; } = [];

    /// <summary>Folders and files that may be written; absolute.</summary>
    public IReadOnlyList<string> WritePaths { get; private set; } = [];

    /// <summary>Folders and files that may not be written even so; absolute.</summary>
    public IReadOnlyList<string> ReadOnlyPaths { get; private set; } = [];

    /// <summary>The services it may call, in words.</summary>
    public IReadOnlyList<string> ExternalApis => _apis;

    /// <summary>What it must never do, in words.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>The classes of tools by name.</summary>
    public IReadOnlyDictionary<string, ToolClass> ToolClasses { get; private set; } = new Dictionary<string, ToolClass>();

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">Lines ended by line feeds.</param>
    /// <param name="root">The agent's folder: relative paths are under it.</param>
    /// <param name="home">What <c>~</c> stands for.</param>
    public static ToolsFile Parse(string text, string root, string home)
    {
        var file = new ToolsFile();
        List<string>? section = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                section = SectionOf(line[3..].Trim())?.Invoke(file);
            else if (Bullet().Match(line) is { Success: true } bullet)
                section?.Add(bullet.Groups[1].Value.Trim());
        }
        file.ReadPaths = Paths(file._read, root, home);
        file.WritePaths = Paths(file._write, root, home);
        file.ReadOnlyPaths = Paths(file._readOnly, root, home);
        file.ToolClasses = ClassesOf(file._classes);
        return file;
    }

    /// <summary>Whether a file may be written: it is under a write path and under no read-only one.</summary>
    /// <param name="path">An absolute path.</param>
    public bool MayWrite(string path)
    {
        var target = VaultPath.Resolved(path);
        return !ReadOnlyPaths.Any(root => VaultPath.IsUnder(target, VaultPath.Resolved(root))) && WritePaths.Any(root => VaultPath.IsUnder(target, VaultPath.Resolved(root)));
    }

    /// <summary>The class of a tool.</summary>
    public ToolClass ClassOf(string tool) => ToolClasses.GetValueOrDefault(tool, ToolClass.ExternalSideEffect);

    /// <summary>The section whose header a heading begins with; the longest, as a whole word.</summary>
    private static Func<ToolsFile, List<string>>? SectionOf(string heading) => Sections
        .Where(section => heading.StartsWith(section.Header, StringComparison.OrdinalIgnoreCase)
            && (heading.Length == section.Header.Length || !IsWord(heading[section.Header.Length])))
        .Select(section => section.Section).FirstOrDefault();

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static List<string> Paths(List<string> items, string root, string home) =>
        [.. items.Select(item => AfterPath().Replace(item.Replace("`", "", StringComparison.Ordinal), "").Trim()).Where(item => item.Length > 0)
            .Select(item => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Expanded(item, home), root)))];

    private static string Expanded(string path, string home) =>
        path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;

    private static Dictionary<string, ToolClass> ClassesOf(List<string> items)
    {
        Dictionary<string, ToolClass> classes = new(StringComparer.Ordinal);
        foreach (var item in items.Select(item => item.Replace("`", "", StringComparison.Ordinal)))
        {
            if (Classification().Match(item) is { Success: true } match && Classes.TryGetValue(match.Groups[2].Value.ToLowerInvariant(), out var named))
                classes[match.Groups[1].Value.Trim()] = named;
        }
        return classes;
    }

    [GeneratedRegex(@"^\s*[-*]\s+(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\s+(?:—|--|\(|,).*$", RegexOptions.CultureInvariant)]
    private static partial Regex AfterPath();

    [GeneratedRegex(@"^([^:]+):\s*([A-Za-z_]+)\s*(?:$|—|--|#|\()", RegexOptions.CultureInvariant)]
    private static partial Regex Classification();
}
