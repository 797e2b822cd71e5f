using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Exporting;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Exporting;

/// <summary><c>stigmem export</c>.</summary>
internal static class ExportCommand
{
    private const int FactsInAPage = 500;
    private static readonly Option<string?> Out = new("--out") { Description = "File to write, mode 0600. Default: the standard output.", HelpName = "file" };

    public static Command Create() => Define.OnNode(
        "export", "Writes facts as JSON lines, newest first, which 'stigmem import' takes back, with their gardens; both sides of open contradictions too, but not what the node says about itself.", [.. FactFilter.Options, Out], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        // Both sides of a contradiction go along: an export that drops what is open would lose it.
        var asked = FactFilter.Read(call);
        var walk = new ExportWalk(call.Client, asked with { Limit = FactsInAPage, IncludeContradicted = true }, asked.IncludeContradicted, !FactFilter.IsNarrow(call));
        var path = call.Get(Out);
        await using var target = path is null ? ExportFile.OfOutput(Console.OpenStandardOutput()) : ExportFile.Create(path);
        await target.WriteLinesAsync(walk.LinesAsync(call.Cancellation), call.Cancellation);
        target.Complete();
        if (path is not null)
            call.Output.Show(new ExportReport(path, walk.Facts, walk.Withheld), done => call.Output.Line($"{done.Facts} facts in {done.File}"));
        if (walk.Withheld > 0)
            call.Output.Note(walk.Withheld == 1 ? "1 fact left out: the sanitizer withholds its value" : $"{walk.Withheld} facts left out: the sanitizer withholds their values");
        return ExitCodes.Ok;
    }
}
