using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Quarantine;

/// <summary><c>stigmem quarantine admit</c>.</summary>
internal static class QuarantineAdmit
{
    private static readonly Argument<string> Fact = new("fact") { Description = "Id of the fact." };
    private static readonly Option<string?> Target = new("--to-garden") { Description = "Garden that takes it. Default: none.", HelpName = "garden" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; kept in the audit log.", HelpName = "text" };

    public static Command Create() => Define.OnNode("admit", "Lets a fact out of quarantine.", [Fact, Target, Reason], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Quarantine.AdmitAsync(call.Get(Fact), call.Get(Target), call.Get(Reason), call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.FactId} {done.Action} by {done.ActedBy}"));
        return ExitCodes.Ok;
    }
}
