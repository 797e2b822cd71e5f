using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Conflicts;
using Stigmem.Sdk.Conflicts;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact conflicts</c>.</summary>
internal static class FactConflicts
{
    private const int MostValueCharacters = 40;

    private static readonly Option<string?> Status = new Option<string?>("--status") { Description = "Only these. Default: unresolved." }
        .From([ConflictQuery.Unresolved, ConflictQuery.Resolved, "all"]);

    private static readonly Option<int?> Limit = new("--limit") { Description = "Conflicts a page.", HelpName = "count" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode("conflicts", "Lists facts that cannot both hold.", [Status, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var status = call.Get(Status) ?? ConflictQuery.Unresolved;
        var query = new ConflictQuery { Status = status == "all" ? null : status, Limit = call.Get(Limit), Cursor = call.Get(Cursor) };
        var page = await call.Client.Conflicts.ListAsync(query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["conflict", "entity", "relation", "fact a", "value a", "fact b", "value b", "status", "detected"], shown.Conflicts.Select(Row), "No conflicts."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(ConflictRecord conflict) =>
    [
        conflict.ConflictId, conflict.FactA.Entity, conflict.FactA.Relation,
        conflict.FactA.Id, Printable.Short(conflict.FactA.Value.V.ToString(), MostValueCharacters),
        conflict.FactB.Id, Printable.Short(conflict.FactB.Value.V.ToString(), MostValueCharacters),
        conflict.Status, conflict.DetectedAt,
    ];
}
