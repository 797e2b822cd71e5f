using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Importing;

/// <summary>The formats of an import and which reader each has.</summary>
internal static class ImportFormat
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["jsonl", "ntriples", "markdown"];

    /// <summary>The format that the path looks like.</summary>
    /// <exception cref="CommandFailure">It looks like none.</exception>
    public static string Guess(string path)
    {
        if (Directory.Exists(path))
            return "markdown";
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" or ".json" => "jsonl",
            ".nt" or ".ntriples" => "ntriples",
            ".md" or ".markdown" => "markdown",
            _ => throw CommandFailure.Usage($"the format of {path} cannot be told from its name", "Give --format jsonl, ntriples or markdown."),
        };
    }

    /// <summary>The reader of a source.</summary>
    public static IImportReader Open(string format, string path, string fingerprint, ImportDefaults defaults)
    {
        if (format != "markdown" && Directory.Exists(path))
            throw CommandFailure.Usage($"{path} is a folder", "Only --format markdown reads folders.");
        return format switch
        {
            "jsonl" => new JsonLinesReader(path, defaults),
            "ntriples" => new NTriplesReader(path, fingerprint, defaults),
            _ => new MarkdownReader(path, defaults),
        };
    }
}
