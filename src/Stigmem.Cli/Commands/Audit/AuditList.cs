using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Audit;

namespace Stigmem.Cli.Commands.Audit;

/// <summary><c>stigmem audit list</c>.</summary>
internal static class AuditList
{
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode("list", "Lists audit rows, newest first.", [.. AuditFilter.Options, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var page = await call.Client.Audit.QueryAsync(AuditFilter.Read(call) with { Cursor = call.Get(Cursor) }, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["time", "event", "outcome", "caller", "source", "fact", "entity", "relation", "scope"], shown.Entries.Select(Row), "No audit rows match."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There may be more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(AuditLogEntry entry) =>
    [
        entry.Ts, entry.EventType, entry.Outcome, entry.EntityUri, entry.Source, entry.FactId, entry.FactEntity, entry.FactRelation, entry.FactScope,
    ];
}
