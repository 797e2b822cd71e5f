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
        "export", "Writes facts as JSON lines, newest first, which 'stigmem import' takes back.", [.. FactFilter.Options, Out], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = FactFilter.Read(call) with { Limit = FactsInAPage };
        var facts = call.Client.Facts.QueryAllAsync(query, call.Cancellation).Select(ExportedFact.Of);
        var path = call.Get(Out);
        await using var target = path is null ? ExportFile.OfOutput(Console.OpenStandardOutput()) : ExportFile.Create(path);
        var count = await target.WriteLinesAsync(facts, call.Cancellation);
        target.Complete();
        if (path is not null)
            call.Output.Show(new ExportReport(path, count), done => call.Output.Line($"{done.Facts} facts in {done.File}"));
        return ExitCodes.Ok;
    }
}
