using System.CommandLine;
using Stigmem.Cli.Exporting;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Audit;

/// <summary><c>stigmem audit export</c>.</summary>
internal static class AuditExport
{
    private static readonly Option<string?> Out = new("--out") { Description = "File to write. Default: the standard output.", HelpName = "file" };

    public static Command Create() => Define.OnNode(
        "export", "Writes audit rows as CSV, oldest first; with --json as JSON lines, newest first.", [.. AuditFilter.Options, Out], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await using var target = call.Get(Out) is { } path ? ExportFile.Create(path) : ExportFile.OfOutput(Console.OpenStandardOutput());
        if (call.Output.IsJson)
            await target.WriteLinesAsync(call.Client.Audit.QueryAllAsync(AuditFilter.Read(call) with { Limit = null }, call.Cancellation), call.Cancellation);
        else
        {
            await using var rows = await call.Client.Audit.ExportAsync(AuditFilter.Read(call), call.Cancellation);
            await rows.CopyToAsync(target.Stream, call.Cancellation);
        }
        target.Complete();
        return ExitCodes.Ok;
    }
}
