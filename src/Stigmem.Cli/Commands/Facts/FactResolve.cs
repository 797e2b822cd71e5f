using System.CommandLine;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact resolve</c>.</summary>
internal static class FactResolve
{
    private static readonly Argument<string> Conflict = new("conflict") { Description = "Id of the conflict, as 'fact conflicts' prints it." };
    private static readonly Option<string?> Winner = new("--winner") { Description = "Id of the fact that holds.", HelpName = "id" };
    private static readonly Option<string?> Value = new("--value") { Description = "A value that holds instead of both; - reads it from the standard input.", HelpName = "value" };
    private static readonly Option<string?> Type = FactOptions.Type();
    private static readonly Option<string?> Note = new("--note") { Description = "Why.", HelpName = "text" };

    public static Command Create() => Define.OnNode(
        "resolve", "Settles a conflict: one of its facts holds, or a new value.", [Conflict, Winner, Value, Type, Note], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var (winner, value, note) = (call.Get(Winner), call.Get(Value), call.Get(Note) ?? "");
        if (winner is null == value is null)
            throw CommandFailure.Usage("give either --winner or --value", "'stigmem fact conflicts' shows the facts of each conflict.");
        var conflicts = call.Client.Conflicts;
        var resolution = winner is not null
            ? await conflicts.ResolveAsync(call.Get(Conflict), winner, note, call.Cancellation)
            : await conflicts.ResolveAsync(call.Get(Conflict), ValueArgument.Read(value!, call.Get(Type), Console.In), note, call.Cancellation);
        call.Output.Show(resolution, done => call.Output.Line($"{done.ConflictStatus} by {done.ResolutionFactId}"));
        return ExitCodes.Ok;
    }
}
