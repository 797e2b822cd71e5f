using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Importing;

namespace Stigmem.Cli.Commands.Importing;

/// <summary><c>stigmem import</c>.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Path = new("source")
    {
        Description = "A .jsonl, .nt, .md or .af file, CLAUDE.md or AGENTS.md, or a folder of Markdown notes or of such guides.",
    };

    private static readonly Option<string?> Format = new Option<string?>("--format") { Description = "Format of the source. Default: by its name and first line; markdown for a folder." }
        .From(ImportFormat.Names);

    private static readonly Option<string?> Source = new("--source")
    {
        Description = "Who says so, where the source does not tell. Default: import:mcp, import:letta, import:guides by format, else the entity of the API key.",
        HelpName = "entity",
    };

    private static readonly Option<string?> Scope = FactOptions.Scope("Scope, where the source does not tell. Default: local.");
    private static readonly Option<string?> Garden = new("--garden") { Description = "URI of a garden, where the source does not tell.", HelpName = "uri" };

    private static readonly Option<string?> EntityPrefix = new("--entity-prefix")
    {
        Description = "What the names of entities begin with that the import makes. Default: note:, memory:, letta: or guide: by format.",
        HelpName = "text",
    };

    private static readonly Option<string?> RelationPrefix = new("--relation-prefix")
    {
        Description = "What the names of relations begin with that the import makes. Default: note:, memory: or letta: by format.",
        HelpName = "text",
    };

    private static readonly Option<bool> AsInstructions = new("--as-instructions")
    {
        Description = "Guides: writes facts that a model may obey instead of plain content; needs instruction:write.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Reads, compares and reports, but writes nothing." };
    private static readonly Option<bool> Restart = new("--restart") { Description = "Starts over instead of going on after an interruption." };

    public static Command Create() => Define.OnNode(
        "import",
        "Writes the facts of a file or folder, 500 at a time; goes on where an interrupted run stopped. Exit code 1 if any line was refused.",
        [Path, Format, Source, Scope, Garden, EntityPrefix, RelationPrefix, AsInstructions, DryRun, Restart], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var path = call.Get(Path);
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new CommandFailure($"there is nothing at {path}", "no_source", "Name a file or a folder.");
        var format = call.Get(Format) is { } name ? ImportFormat.Of(name) : ImportFormat.Guess(path);
        if (Directory.Exists(path) && format.Name == "markdown" && !MarkdownReader.FilesOf(path).Any())
            throw new CommandFailure($"there are no Markdown notes in {path}", "no_source", "Name a file, or a folder with .md files.");
        await CheckInstructionsAsync(call, format);
        var fingerprint = format.IsCompared ? "" : ContentFingerprint.Of(path, format.Name);
        var defaults = await DefaultsAsync(call, format);
        var reader = format.Open(path, fingerprint, defaults);
        List<ImportRefusal> refusals = [];
        List<ImportRefusal> leftOut = [];
        void Refuse(ImportRefusal refusal) => Tell(call, refusals, "refused", refusal);
        var report = new ImportReport { Source = path, Format = format.Name, IsDryRun = call.Get(DryRun), ResumedAt = 0, Accepted = 0, Rejected = 0, Refusals = refusals };
        if (format.IsCompared)
        {
            // What was retracted meanwhile is sent again: an earlier run's key would let the node think that it was done.
            var sender = new BatchSender(call.Client, call.Call.Time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture));
            var counts = await new ComparedImport(call.Client, sender, Refuse, place => Tell(call, leftOut, "left out", place))
                .RunAsync(reader, defaults, report.IsDryRun, call.Cancellation);
            report = report with { Accepted = counts.Added + counts.Changed, Changed = counts.Changed, Unchanged = counts.Unchanged, LeftOut = leftOut, Rejected = counts.Refused };
        }
        else if (report.IsDryRun)
            report = Rehearse(reader, report, Refuse);
        else
            report = await SendAllAsync(call, reader, new ImportStateFile(path), fingerprint, report, Refuse);
        call.Output.Show(report, done => call.Output.Line(done.ToString()));
        return report.Rejected == 0 ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static ImportReport Rehearse(IImportReader reader, ImportReport report, Action<ImportRefusal> refuse)
    {
        var (good, bad) = (0L, 0L);
        foreach (var item in reader.Read())
        {
            if (item.Fact is not null || item.StandsAlone)
                good++;
            else
            {
                bad++;
                refuse(ImportRefusal.Of(item, item.Problem!, "not_a_fact"));
            }
        }
        return report with { Accepted = good, Rejected = bad };
    }

    private static async Task<ImportReport> SendAllAsync(
        NodeCall call, IImportReader reader, ImportStateFile stateFile, string fingerprint, ImportReport report, Action<ImportRefusal> refuse)
    {
        var start = stateFile.Load(fingerprint, call.Get(Restart));
        if (start.Position > 0)
            call.Output.Note($"going on after {start.Position} facts of an interrupted import; --restart would start over");
        var end = await ImportProgress.ShowAsync(call.Output.IsTerminal, reader.Length, read =>
            new ImportRun(new BatchSender(call.Client), new GardenSender(call.Client, call.Output.Note), stateFile, refuse, read).RunAsync(reader, start, call.Cancellation));
        return report with { ResumedAt = start.Position, Accepted = end.Accepted, Rejected = end.Rejected };
    }

    private static void Tell(NodeCall call, List<ImportRefusal> places, string what, ImportRefusal place)
    {
        places.Add(place);
        if (!call.Output.IsJson)
            call.Output.Note($"{what} {place}");
    }

    private static async Task CheckInstructionsAsync(NodeCall call, ImportFormat format)
    {
        if (!call.Get(AsInstructions))
            return;
        if (!format.MayInstruct)
            throw CommandFailure.Usage($"--as-instructions does not go with the format {format.Name}", "Only guides may become instructions.");
        if (!(await call.Client.Node.WhoAmIAsync(call.Cancellation)).Permissions.Contains("instruction:write"))
            throw new CommandFailure("facts that instruct need the permission instruction:write", "instruction_write_required", "Use a key that has it, or leave --as-instructions out.");
    }

    private static async Task<ImportDefaults> DefaultsAsync(NodeCall call, ImportFormat format) => new(
        call.Get(Source) ?? format.Source ?? await call.OwnEntityAsync(),
        call.Get(Scope) ?? "local",
        call.Get(Garden),
        call.Get(EntityPrefix) ?? format.EntityPrefix,
        call.Get(RelationPrefix) ?? format.RelationPrefix,
        call.Get(AsInstructions));
}
