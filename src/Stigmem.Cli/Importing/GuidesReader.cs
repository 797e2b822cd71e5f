using System.IO.Enumeration;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Reads the guides that people write for coding agents, <c>CLAUDE.md</c> and <c>AGENTS.md</c>: a fact for each section.
/// Nothing in them is carried out, files that they mention are not read, and links to other places are not followed.
/// </summary>
internal sealed class GuidesReader : IImportReader
{
    /// <summary>Guides of packages are not the project's own.</summary>
    private const string PackageFolder = "node_modules";

    private readonly string _root;
    private readonly IReadOnlyList<(string Path, bool IsLink)> _files;
    private readonly ImportDefaults _defaults;

    public GuidesReader(string path, ImportDefaults defaults)
    {
        _defaults = defaults;
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!));
        _files = Directory.Exists(path) ? FilesOf(_root) : [(Path.GetFullPath(path), false)];
        Length = _files.Where(file => !file.IsLink).Sum(file => new FileInfo(file.Path).Length);
    }

    /// <summary>What guides are called.</summary>
    public static IReadOnlySet<string> FileNames { get; } = new HashSet<string>(StringComparer.Ordinal) { "CLAUDE.md", "AGENTS.md" };

    public long Length { get; }

    public IEnumerable<ImportItem> Read()
    {
        foreach (var (path, isLink) in _files)
        {
            var name = Path.GetRelativePath(_root, path).Replace('\\', '/');
            if (isLink)
                yield return ImportItem.LeftOut("it is a symbolic link") with { File = name, Line = 1 };
            else
            {
                foreach (var item in ReadGuide(path, name))
                    yield return item with { File = name };
            }
        }
    }

    private static IReadOnlyList<(string Path, bool IsLink)> FilesOf(string root)
    {
        var found = new FileSystemEnumerable<(string Path, bool IsLink)>(
            root, (ref FileSystemEntry entry) => (entry.ToFullPath(), IsLink(entry)), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileNames.Contains(entry.FileName.ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(entry) && !entry.IsHidden && entry.FileName is not PackageFolder,
        };
        return [.. found.OrderBy(file => file.Path, StringComparer.Ordinal)];

        static bool IsLink(in FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
    }

    private IEnumerable<ImportItem> ReadGuide(string path, string name)
    {
        var lines = LinesOf(path, out var refused);
        if (lines is null)
            return [refused];
        var guide = $"{_defaults.EntityPrefix}{Path.GetFileName(_root)}/{name}";
        Dictionary<string, int> taken = new(StringComparer.OrdinalIgnoreCase);
        return MarkdownSection.Split(lines).SelectMany(section => Facts(Unique(string.Join('/', [guide, .. section.Headings.Select(Segment)]), taken), section));
    }

    private static IReadOnlyList<string>? LinesOf(string path, out ImportItem refused)
    {
        refused = default;
        try
        {
            var lines = SourceFile.Lines(path);
            if (lines.FirstOrDefault(line => line.Text is null) is not { Number: > 0 and var bad })
                return [.. lines.Select(line => line.Text!)];
            refused = ImportItem.Refused("the line is not UTF-8") with { Line = bad };
        }
        catch (FormatException e)
        {
            refused = ImportItem.Refused(e.Message) with { Line = 1 };
        }
        return null;
    }

    private IEnumerable<ImportItem> Facts(string entity, MarkdownSection section)
    {
        var relation = _defaults.RelationPrefix + "note";
        foreach (var (part, number) in TextParts.Of(section.Text).Select((part, index) => (part, index + 1)))
            yield return ImportItem.Of(_defaults.Fact(entity, number == 1 ? relation : $"{relation}/{number}", Value(part))) with { Line = section.Line };
    }

    private FactValueRecord Value(string text) => _defaults.AsInstructions ? FactValues.Text(text).AsInstruction() : FactValues.Text(text);

    /// <summary>A heading as a part of a name.</summary>
    private static string Segment(string heading) => heading.Replace("`", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal).Replace('/', '-');

    /// <summary>Sections may have the same headings.</summary>
    private static string Unique(string entity, Dictionary<string, int> taken)
    {
        var times = taken[entity] = taken.GetValueOrDefault(entity) + 1;
        return times == 1 ? entity : $"{entity}-{times}";
    }
}
