using System.CommandLine;
using System.CommandLine.Parsing;

namespace Stigmem.Cli.Commands;

/// <summary>Options and arguments that take only certain words; help, completion and refusal name them.</summary>
internal static class Words
{
    /// <summary>Limits an option to some words.</summary>
    public static Option<string?> From(this Option<string?> option, IEnumerable<string> words)
    {
        string[] known = [.. words];
        option.HelpName = string.Join('|', known);
        option.CompletionSources.Clear();
        option.CompletionSources.Add(known);
        option.Validators.Add(result => Check(result, result.Tokens, known));
        return option;
    }

    /// <summary>Limits an argument to some words.</summary>
    public static Argument<string> From(this Argument<string> argument, IEnumerable<string> words)
    {
        string[] known = [.. words];
        argument.HelpName = string.Join('|', known);
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(known);
        argument.Validators.Add(result => Check(result, result.Tokens, known));
        return argument;
    }

    private static void Check(SymbolResult result, IEnumerable<Token> given, string[] known)
    {
        foreach (var token in given.Where(token => !known.Contains(token.Value)))
            result.AddError($"'{token.Value}' is none of: {string.Join(", ", known)}");
    }
}
