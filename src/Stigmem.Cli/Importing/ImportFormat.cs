using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Importing;

/// <summary>The formats of an import and what is particular to each.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="EntityPrefix">What stands before the entities that it makes, unless something else is asked for.</param>
/// <param name="RelationPrefix">What stands before its relations.</param>
/// <param name="Source">Who says so, unless somebody else is named; null for the entity of the API key.</param>
internal sealed record ImportFormat(string Name, string EntityPrefix, string RelationPrefix, string? Source = null)
{
    private const string NotePrefix = "note:";

    private static readonly ImportFormat JsonLines = new("jsonl", NotePrefix, NotePrefix);
    private static readonly ImportFormat NTriples = new("ntriples", NotePrefix, NotePrefix);
    private static readonly ImportFormat Markdown = new("markdown", NotePrefix, NotePrefix);
    private static readonly ImportFormat McpMemory = new("mcp-memory", "memory:", "memory:", "import:mcp");
    private static readonly ImportFormat Letta = new("letta", "letta:", "letta:", "import:letta");
    private static readonly ImportFormat Guides = new("guides", "guide:", "memory:", "import:guides");
    private static readonly ImportFormat[] All = [JsonLines, NTriples, Markdown, McpMemory, Letta, Guides];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name)];

    /// <summary>
    /// Whether the format belongs to another program that goes on changing its files, so that an import is compared with
    /// what earlier ones have left.
    /// </summary>
    public bool IsCompared => Source is not null;

    /// <summary>Whether it has texts that may be meant as instructions.</summary>
    public bool MayInstruct => this == Guides;

    /// <summary>The format of a name.</summary>
    public static ImportFormat Of(string name) => All.First(format => format.Name == name);

    /// <summary>The format that the path looks like.</summary>
    /// <exception cref="CommandFailure">It looks like none.</exception>
    public static ImportFormat Guess(string path)
    {
        if (Directory.Exists(path))
            return Markdown;
        if (GuidesReader.FileNames.Contains(Path.GetFileName(path)))
            return Guides;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" or ".json" => McpMemoryReader.IsOne(path) ? McpMemory : JsonLines,
            ".nt" or ".ntriples" => NTriples,
            ".md" or ".markdown" => Markdown,
            ".af" => Letta,
            _ => throw CommandFailure.Usage($"the format of {path} cannot be told from its name", $"Give --format {string.Join(", ", Names.SkipLast(1))} or {Names[^1]}."),
        };
    }

    /// <summary>The reader of a source.</summary>
    public IImportReader Open(string path, string fingerprint, ImportDefaults defaults)
    {
        if (this != Markdown && this != Guides && Directory.Exists(path))
            throw CommandFailure.Usage($"{path} is a folder", "Only --format markdown and guides read folders.");
        return Name switch
        {
            "jsonl" => new JsonLinesReader(path, defaults),
            "ntriples" => new NTriplesReader(path, fingerprint, defaults),
            "mcp-memory" => new McpMemoryReader(path, defaults),
            "letta" => new LettaReader(path, defaults),
            "guides" => new GuidesReader(path, defaults),
            _ => new MarkdownReader(path, defaults),
        };
    }
}
