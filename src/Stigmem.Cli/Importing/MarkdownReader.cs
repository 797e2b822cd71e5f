using System.Text;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>Reads a folder of notes: one fact for each front matter key of a note, and its body as a text.</summary>
internal sealed class MarkdownReader : IImportReader
{
    private const string BodyName = "body";
    private readonly IReadOnlyList<string> _files;
    private readonly string _root;
    private readonly ImportDefaults _defaults;

    public MarkdownReader(string path, ImportDefaults defaults)
    {
        _defaults = defaults;
        _root = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        _files = FilesOf(path);
        Length = _files.Sum(file => new FileInfo(file).Length);
    }

    public long Length { get; }

    /// <summary>The notes of a folder, in an order that does not depend on the file system; or the one note.</summary>
    public static IReadOnlyList<string> FilesOf(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .Order(StringComparer.Ordinal)]
        : [path];

    public IEnumerable<ImportItem> Read()
    {
        long bytes = 0;
        foreach (var file in _files)
        {
            bytes += new FileInfo(file).Length;
            foreach (var item in ReadNote(file, bytes))
                yield return item;
        }
    }

    private IEnumerable<ImportItem> ReadNote(string file, long bytes)
    {
        var name = Path.GetRelativePath(_root, file).Replace('\\', '/');
        var note = Parse(file, out var problem);
        if (note is null)
        {
            yield return new ImportItem(name, 1, null, problem, bytes);
            yield break;
        }
        var entity = _defaults.EntityPrefix + name[..^Path.GetExtension(name).Length];
        foreach (var (key, value, line) in note.Fields)
            yield return new ImportItem(name, line + 1, Fact(entity, key, value), null, bytes);
        if (note.Body.Length > 0)
            yield return new ImportItem(name, note.BodyLine, Fact(entity, BodyName, new FactValueRecord { Type = "text", V = FactValueContent.OfText(note.Body) }), null, bytes);
    }

    private static FrontMatter? Parse(string file, out string? problem)
    {
        try
        {
            problem = null;
            return FrontMatter.Parse(File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }
        catch (DecoderFallbackException)
        {
            problem = "the file is not UTF-8";
        }
        return null;
    }

    private AssertRequest Fact(string entity, string key, FactValueRecord value) =>
        _defaults.Fact(entity, key.Contains(':', StringComparison.Ordinal) ? key : _defaults.RelationPrefix + key, value);
}
