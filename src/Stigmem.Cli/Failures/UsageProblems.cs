using System.CommandLine;
using System.CommandLine.Parsing;
using Stigmem.Core.Spelling;

namespace Stigmem.Cli.Failures;

/// <summary>Says which word of a command line is wrong and what would be right; the parser's own words name .NET types.</summary>
internal static class UsageProblems
{
    private const int MostLettersOff = 2;

    /// <summary>The failure to print.</summary>
    public static CommandFailure Describe(ParseResult parsed)
    {
        var help = $"Run '{Path(parsed.CommandResult)} --help'.";
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return CommandFailure.Usage(string.Join("; ", [Unknown(command, unknown), .. Missing(parsed)]), $"{Meant(command, unknown)}{help}");
        string[] problems = [.. Missing(parsed), .. Wrong(parsed)];
        return CommandFailure.Usage(problems.Length > 0 ? string.Join("; ", problems) : "a command is missing", help);
    }

    private static string Unknown(Command command, string word) =>
        command.Subcommands.Count > 0 && !IsOption(word) ? $"'{word}' is not a command" : $"'{word}' is not understood";

    private static IEnumerable<string> Missing(ParseResult parsed)
    {
        if (parsed.CommandResult.Command.Subcommands.Count > 0)
            yield break;
        foreach (var argument in parsed.CommandResult.Command.Arguments)
        {
            if ((parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)
                yield return $"<{argument.Name}> is missing";
        }
        foreach (var option in parsed.CommandResult.Command.Options)
        {
            var given = parsed.GetResult(option) is { Implicit: false } result ? result : null;
            if (given is null && option.Required)
                yield return $"{option.Name} is missing";
            else if (given is not null && given.Tokens.Count < option.Arity.MinimumNumberOfValues)
                yield return $"{option.Name} needs a value";
        }
    }

    /// <summary>Values that are there and none of their option's.</summary>
    private static IEnumerable<string> Wrong(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            if (error.SymbolResult is OptionResult { Tokens: [.., var last] } option)
                yield return $"{option.Option.Name}: {Reason(option.Option.ValueType, last.Value, error)}";
            else if (error.SymbolResult is ArgumentResult { Tokens.Count: > 0, Parent: OptionResult { Option: var of, Tokens: [.., var value] } })
                yield return $"{of.Name}: {Reason(of.ValueType, value.Value, error)}";
            else if (error.SymbolResult is ArgumentResult { Tokens: [.., var word] } argument)
                yield return $"<{argument.Argument.Name}>: {Reason(argument.Argument.ValueType, word.Value, error)}";
        }
    }

    private static string Reason(Type type, string word, ParseError error) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var whole when whole == typeof(int) || whole == typeof(long) => $"'{word}' is not a whole number",
        var number when number == typeof(double) => $"'{word}' is not a number",
        _ => error.Message,
    };

    private static string Meant(Command command, string word)
    {
        if (IsOption(word) && command.Options.Any(option => option.Name == word))
            return "Options follow the command. ";
        var known = IsOption(word) ? command.Options.Select(option => option.Name) : command.Subcommands.Select(child => child.Name);
        var nearest = known.Select(name => (Name: name, Off: EditDistance.Between(word, name))).OrderBy(pair => pair.Off).FirstOrDefault();
        return nearest.Name is not null && nearest.Off <= MostLettersOff ? $"Did you mean '{nearest.Name}'? " : "";
    }

    private static bool IsOption(string word) => word.StartsWith('-');

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "stigmem";
}
