using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Importing;

namespace Stigmem.Cli.Commands.Importing;

/// <summary><c>stigmem import</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Path = new("source") { Description = "A .jsonl, .nt or .md file, or a folder of Markdown notes." };

    private static readonly Option<string?> Format = new Option<string?>("--format") { Description = "Format of the source. Default: by its name." }
        .From(ImportFormat.Names);

    private static readonly Option<string?> Source = new("--source") { Description = "Who says so, where the source does not tell. Default: the entity of the API key.", HelpName = "entity" };
    private static readonly Option<string?> Scope = FactOptions.Scope("Scope, where the source does not tell. Default: local.");
    private static readonly Option<string?> Garden = new("--garden") { Description = "URI of a garden, where the source does not tell.", HelpName = "uri" };

    private static readonly Option<string> EntityPrefix = new("--entity-prefix")
    {
        Description = "Markdown: the entity of a note is this and its path without extension.",
        HelpName = "text",
        DefaultValueFactory = _ => "note:",
    };

    private static readonly Option<string> RelationPrefix = new("--relation-prefix")
    {
        Description = "Markdown: the relation is this and the front matter key, or body.",
        HelpName = "text",
        DefaultValueFactory = _ => "note:",
    };

    private static readonly Option<bool> Restart = new("--restart") { Description = "Starts over instead of going on after an interruption." };

    public static Command Create() => Define.OnNode(
        "import",
        "Writes the facts of a file or folder, 500 at a time; goes on where an interrupted run stopped. Exit code 1 if any line was refused.",
        [Path, Format, Source, Scope, Garden, EntityPrefix, RelationPrefix, Restart], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var path = call.Get(Path);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new CommandFailure($"there is nothing at {path}", "no_source", "Name a file or a folder.");
        var format = call.Get(Format) ?? ImportFormat.Guess(path);
        if (Directory.Exists(path) && format == "markdown" && !MarkdownReader.FilesOf(path).Any())
            throw new CommandFailure($"there are no Markdown notes in {path}", "no_source", "Name a file, or a folder with .md files.");
        var fingerprint = ContentFingerprint.Of(path, format);
        var reader = ImportFormat.Open(format, path, fingerprint, await DefaultsAsync(call));
        var stateFile = new ImportStateFile(path);
        var start = stateFile.Load(fingerprint, call.Get(Restart));
        if (start.Position > 0)
            call.Output.Note($"going on after {start.Position} facts of an interrupted import; --restart would start over");
        List<ImportRefusal> refusals = [];
        var end = await ImportProgress.ShowAsync(call.Output.IsTerminal, reader.Length, read =>
            new ImportRun(new BatchSender(call.Client), new GardenSender(call.Client, call.Output.Note), stateFile, refusal => Report(call, refusals, refusal), read).RunAsync(reader, start, call.Cancellation));
        return Conclude(call, new ImportReport
        {
            Source = path,
            Format = format,
            ResumedAt = start.Position,
            Accepted = end.Accepted,
            Rejected = end.Rejected,
            Refusals = refusals,
        });
    }

    private static void Report(NodeCall call, List<ImportRefusal> refusals, ImportRefusal refusal)
    {
        if (call.Output.IsJson)
            refusals.Add(refusal);
        else
            call.Output.Note($"refused {refusal}");
    }

    private static int Conclude(NodeCall call, ImportReport report)
    {
        call.Output.Show(report, done => call.Output.Line($"{done.Accepted} accepted, {done.Rejected} refused"));
        return report.Rejected == 0 ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static async Task<ImportDefaults> DefaultsAsync(NodeCall call) => new(
        call.Get(Source) ?? await call.OwnEntityAsync(),
        call.Get(Scope) ?? "local",
        call.Get(Garden),
        call.Get(EntityPrefix)!,
        call.Get(RelationPrefix)!);
}
