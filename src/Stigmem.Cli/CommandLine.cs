using System.CommandLine;
using System.CommandLine.Invocation;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli;

/// <summary>Parses and runs one command line.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = CommandTree.Create().Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return FailurePrinter.Print(UsageProblems.Describe(parsed), Console.Error);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // A node stops by its own rules; other commands get time to leave nothing half done.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == "node" ? null : TimeToStop,
            });
        }
        catch (Exception failure)
        {
            return FailurePrinter.Print(failure, Console.Error);
        }
    }
}
