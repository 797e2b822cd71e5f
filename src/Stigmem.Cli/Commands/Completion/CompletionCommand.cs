using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Completion;

/// <summary><c>stigmem completion</c>.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new Argument<string>("shell") { Description = "The shell." }.From(CompletionScripts.ByShell.Keys.Order(StringComparer.Ordinal));

    public static Command Create() => Define.Local(
        "completion", "Prints a script that completes stigmem's commands and options in a shell.", [Shell], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var shell = call.Get(Shell);
        var script = new CompletionScript(shell, CompletionScripts.ByShell[shell]);
        call.Output.Show(script, shown => call.Output.Verbatim(shown.Script));
        return ExitCodes.Ok;
    }
}
