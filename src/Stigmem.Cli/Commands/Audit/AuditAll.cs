using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Audit;
using Stigmem.Sdk.Audit;

namespace Stigmem.Cli.Commands.Audit;

/// <summary><c>stigmem audit all</c>.</summary>
internal static class AuditAll
{
    private const int MostDetailCharacters = 120;

    private static readonly Option<string?> Since = new("--since") { Description = "Only from this time on.", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Only up to this time.", HelpName = "time" };
    private static readonly Option<string?> Caller = new("--principal") { Description = "Only what this caller did.", HelpName = "entity" };
    private static readonly Option<string?> Event = new("--event") { Description = "Only events of this kind, such as garden_create or admin_action.", HelpName = "event" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Rows a page, 1 to 1000. Default: 200.", HelpName = "count" };
    private static readonly Option<long?> Cursor = new("--cursor") { Description = "Goes on after the row of this sequence number.", HelpName = "seq" };

    public static Command Create() => Define.OnNode(
        "all", "Lists every audit row of the tenant with its details, oldest first; needs audit.read.", [Since, Until, Caller, Event, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = new AdminAuditQuery
        {
            Since = FactOptions.Moment(call.Get(Since), "--since"),
            Until = FactOptions.Moment(call.Get(Until), "--until"),
            Principal = call.Get(Caller),
            EventType = call.Get(Event),
            Limit = call.Get(Limit),
            Cursor = call.Get(Cursor),
        };
        var page = await call.Client.Audit.AdminAsync(query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["seq", "time", "event", "outcome", "caller", "source", "fact", "detail"], shown.Entries.Select(Row), "No audit rows match."));
        if (page.NextCursor is { } cursor && !call.Output.IsJson)
            call.Output.Note(string.Create(CultureInfo.InvariantCulture, $"There are more: --cursor {cursor}"));
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(AdminAuditEntry entry) =>
    [
        entry.Seq?.ToString(CultureInfo.InvariantCulture), entry.Ts, entry.EventType, entry.Outcome, entry.EntityUri, entry.Source, entry.FactId,
        Printable.Short(entry.Detail, MostDetailCharacters),
    ];
}
