using System.CommandLine;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact retract</c>.</summary>
internal static class FactRetract
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the fact that no longer holds." };

    public static Command Create() => Define.OnNode("retract", "Takes a fact back, in the name of its source.", [Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var fact = await call.Client.Facts.GetAsync(call.Get(Id), call.Cancellation);
        var retraction = await call.Client.Facts.RetractAsync(fact, call.Cancellation);
        call.Output.Show(retraction, record => FactText.Describe(call.Output, record));
        return ExitCodes.Ok;
    }
}
