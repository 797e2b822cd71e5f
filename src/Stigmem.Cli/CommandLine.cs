using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Stigmem.Cli.Commands.Agents;
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
            return Told(parsed, UsageProblems.Describe(parsed));
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
            return Told(parsed, failure);
        }
    }

    private static int Told(ParseResult parsed, Exception failure)
    {
        var code = FailurePrinter.Print(failure, Console.Error);
        return code == ExitCodes.Usage && IsAboutAgents(parsed.CommandResult) ? ExitCodes.AgentUsage : code;
    }

    private static bool IsAboutAgents(CommandResult? result) => result is not null && (result.Command.Name == AgentGroup.Name || IsAboutAgents(result.Parent as CommandResult));
}
