using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;

namespace Stigmem.Cli.Commands.Facts;

/// <summary>Options that several commands about facts share.</summary>
internal static class FactOptions
{
    /// <summary>A new option for the value's type.</summary>
    public static Option<string?> Type() => new Option<string?>("--type")
    {
        Description = "Type of the value. Default: string; text if it has several lines; boolean for true and false; ref for stigmem:// URIs.",
    }.From(FactValueTypes.SortedNames);

    /// <summary>A new option for a scope.</summary>
    public static Option<string?> Scope(string description) =>
        new Option<string?>("--scope") { Description = description }.From(FactScopes.SortedNames);

    /// <summary>A scope's value, or the default.</summary>
    public static FactScope ScopeOf(string? text, FactScope byDefault) => FactScopes.TryParse(text, out var scope) ? scope : byDefault;

    /// <summary>A moment that the user wrote.</summary>
    /// <exception cref="CommandFailure">It is no date or time.</exception>
    public static DateTimeOffset? Moment(string? text, string option)
    {
        if (text is null)
            return null;
        return Instants.TryParse(text, out var microseconds)
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : throw CommandFailure.Usage($"{option} {text}: not a date or time", "Write 2026-05-02 or 2026-05-02T10:00:00Z.");
    }
}
