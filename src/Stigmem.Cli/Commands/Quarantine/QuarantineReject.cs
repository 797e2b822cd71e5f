using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Quarantine;

/// <summary><c>stigmem quarantine reject</c>.</summary>
internal static class QuarantineReject
{
    private static readonly Argument<string> Fact = new("fact") { Description = "Id of the fact." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; kept in the audit log.", HelpName = "text" };

    public static Command Create() => Define.OnNode("reject", "Refuses a quarantined fact for good.", [Fact, Reason], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Quarantine.RejectAsync(call.Get(Fact), call.Get(Reason), call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.FactId} {done.Action} by {done.ActedBy}"));
        return ExitCodes.Ok;
    }
}
