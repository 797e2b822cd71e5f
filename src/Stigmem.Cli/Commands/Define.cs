using System.CommandLine;

namespace Stigmem.Cli.Commands;

/// <summary>Builds commands so that every one of them has the same anatomy.</summary>
internal static class Define
{
    /// <summary>A command that needs no node.</summary>
    public static Command Local(string name, string description, IEnumerable<Symbol> symbols, Func<CommandCall, Task<int>> run)
    {
        var command = new Command(name, description);
        Add(command, symbols);
        command.SetAction((parsed, cancellation) => run(new CommandCall(parsed, cancellation)));
        return command;
    }

    /// <summary>A command that talks to a node: a running one, or one in this process over a database file.</summary>
    public static Command OnNode(string name, string description, IEnumerable<Symbol> symbols, Func<NodeCall, Task<int>> run)
    {
        var command = new Command(name, description);
        Add(command, symbols);
        Add(command, [SharedOptions.Url, SharedOptions.ApiKey, SharedOptions.Database, SharedOptions.As]);
        command.SetAction(async (parsed, cancellation) =>
        {
            var call = new CommandCall(parsed, cancellation);
            await using var connection = await Connections.NodeConnection.OpenAsync(call);
            return await run(new NodeCall(call, connection.Client));
        });
        return command;
    }

    /// <summary>A name for several commands.</summary>
    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Subcommands.Add(command);
        return group;
    }

    private static void Add(Command command, IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else if (symbol is Option option)
                command.Options.Add(option);
        }
    }
}
