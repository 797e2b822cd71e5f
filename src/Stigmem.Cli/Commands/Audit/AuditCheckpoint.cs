using System.CommandLine;
using Stigmem.Cli.Exporting;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Commands.Audit;

/// <summary><c>stigmem audit checkpoint</c>.</summary>
internal static class AuditCheckpoint
{
    private static readonly Option<string?> Out = new("--out") { Description = "File to write. Default: the standard output.", HelpName = "file" };

    public static Command Create() => Define.OnNode(
        "checkpoint", "Signs the newest row of the audit chain, as JSON to be kept on another machine; 'verify-chain --checkpoint' compares. Needs audit.read or admin.",
        [Out], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var checkpoint = await call.Client.Audit.CheckpointAsync(call.Cancellation);
        if (call.Get(Out) is not { } path)
        {
            call.Output.Line(CliJson.Text(checkpoint));
            return ExitCodes.Ok;
        }
        await using var file = ExportFile.Create(path);
        await file.Stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{CliJson.Text(checkpoint)}\n"), call.Cancellation);
        file.Complete();
        return ExitCodes.Ok;
    }
}
