using System.CommandLine;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Commands;

/// <summary>One run of a command: its arguments, where its result goes, and the process around it.</summary>
internal sealed class CommandCall(ParseResult arguments, CancellationToken cancellation)
{
    /// <summary>Set when the user or the system wants the command to end.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Where the result goes.</summary>
    public CommandOutput Output { get; } = CommandOutput.OfConsole(arguments.GetValue(SharedOptions.Json));

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>What was parsed.</summary>
    public ParseResult Arguments { get; } = arguments;

    /// <summary>An option's value, or its default.</summary>
    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>A required argument's value.</summary>
    public T Get<T>(Argument<T> argument) => Arguments.GetRequiredValue(argument);
}
