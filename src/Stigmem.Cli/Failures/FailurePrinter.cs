using Stigmem.Agents;
using Stigmem.Cli.Output;
using Stigmem.Data;
using Stigmem.Node.Settings;
using Stigmem.Sdk;

namespace Stigmem.Cli.Failures;

/// <summary>Turns whatever stopped a command into <c>error: what (code)</c> and <c>hint: what to do</c>; never a stack trace.</summary>
internal static class FailurePrinter
{
    /// <summary>Prints the failure.</summary>
    /// <returns>What the shell is told.</returns>
    public static int Print(Exception failure, TextWriter errors)
    {
        var known = Describe(failure);
        Write(errors, known.Message, known.Code, known.Hint);
        return known.ExitCode;
    }

    /// <summary>Prints the two lines.</summary>
    public static void Write(TextWriter errors, string what, string code, string? hint)
    {
        errors.WriteLine($"error: {Printable.Line(what)} ({code})");
        if (hint is not null)
            errors.WriteLine($"hint: {Printable.Line(hint)}");
    }

    private static CommandFailure Describe(Exception failure) => failure switch
    {
        CommandFailure known => known,
        SettingsException settings => Settings(settings),
        SqlFailureException store => new CommandFailure(store.Message, StoreCode(store.Failure), store.Cure),
        AgentException agent => new CommandFailure(agent.Message, agent.Code),
        StigmemException refusal => NodeRefusals.Describe(refusal),
        OperationCanceledException => new CommandFailure("stopped before it was done", "cancelled"),
        UnauthorizedAccessException denied => new CommandFailure(denied.Message, "access_denied", "Allow this user to use the file, or name another one."),
        IOException io => new CommandFailure(io.Message, "io_error", "Look at the path, the disk and its permissions."),
        _ => new CommandFailure(
            $"{failure.GetType().Name}: {failure.Message}", "internal_error", "This is a bug in stigmem; please report it with the command that you ran."),
    };

    private static CommandFailure Settings(SettingsException settings) =>
        new(string.Join("; ", settings.Problems), "settings_refused", "Correct the variables named above; 'stigmem config show --origin' tells where each comes from.");

    private static string StoreCode(SqlFailure failure) => failure switch
    {
        SqlFailure.InUse => "store_in_use",
        SqlFailure.NotAStore => "not_a_store",
        SqlFailure.NewerSchema => "newer_schema",
        SqlFailure.ChangedMigration => "changed_migration",
        SqlFailure.CannotOpen => "cannot_open",
        SqlFailure.ReadOnly => "read_only",
        SqlFailure.InputOutput => "io_error",
        _ => "store_" + failure.ToString().ToLowerInvariant(),
    };
}
