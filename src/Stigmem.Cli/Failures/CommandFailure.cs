namespace Stigmem.Cli.Failures;

/// <summary>A command cannot do what was asked; everything the user needs to know is in here.</summary>
internal sealed class CommandFailure : Exception
{
    /// <param name="what">What went wrong, one line.</param>
    /// <param name="code">The stable code, snake_case.</param>
    /// <param name="hint">What to do, or null when that is obvious.</param>
    public CommandFailure(string what, string code, string? hint = null)
        : base(what)
    {
        Code = code;
        Hint = hint;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>What to do.</summary>
    public string? Hint { get; }

    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; init; } = ExitCodes.Failure;

    /// <summary>Arguments that parse but cannot be meant.</summary>
    public static CommandFailure Usage(string what, string? hint = null) => new(what, "usage", hint) { ExitCode = ExitCodes.Usage };
}
