using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Sdk.Quarantine;

namespace Stigmem.Cli.Commands.Quarantine;

/// <summary><c>stigmem quarantine list</c>.</summary>
internal static class QuarantineList
{
    private static readonly Option<string?> Garden = new("--garden") { Description = "Only this garden, slug or UUID.", HelpName = "garden" };

    private static readonly Option<string?> Status = new Option<string?>("--status") { Description = "Only these. Default: pending." }
        .From(["pending", "promoted", "rejected", "all"]);

    private static readonly Option<int?> Limit = new("--limit") { Description = "Facts a page, 1 to 1000. Default: 100.", HelpName = "count" };
    private static readonly Option<int> Offset = new("--offset") { Description = "Facts to leave out.", HelpName = "count" };

    public static Command Create() => Define.OnNode("list", "Lists quarantined facts, newest first.", [Garden, Status, Limit, Offset], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var status = call.Get(Status) ?? "pending";
        var query = new QuarantineQuery
        {
            Garden = call.Get(Garden),
            Status = status == "all" ? null : status,
            Limit = call.Get(Limit),
            Offset = call.Get(Offset),
        };
        var page = await call.Client.Quarantine.ListAsync(query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["fact", "entity", "relation", "source", "status", "reason", "received from", "timestamp"],
            shown.Items.Select(item => new[]
            {
                item.FactId, item.Entity, item.Relation, item.Source, item.QuarantineStatus, item.QuarantineReason, item.ReceivedFrom, item.Timestamp,
            }),
            "No quarantined facts."));
        return ExitCodes.Ok;
    }
}
