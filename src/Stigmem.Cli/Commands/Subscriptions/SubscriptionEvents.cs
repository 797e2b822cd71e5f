using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Subscriptions;
using Stigmem.Sdk.Subscriptions;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription events</c>.</summary>
internal static class SubscriptionEvents
{
    private static readonly Option<int?> Limit = new("--limit") { Description = "Most events, 1 to 500. Default: 50.", HelpName = "n" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode(
        "events", "Lists what a subscription was told, oldest first.", [SubscriptionArguments.Id, SubscriptionArguments.After, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = new SubscriptionEventQuery { After = call.Get(SubscriptionArguments.After), Limit = call.Get(Limit), Cursor = call.Get(Cursor) };
        var page = await call.Client.Subscriptions.EventsAsync(call.Get(SubscriptionArguments.Id), query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(["time", "event", "type", "entity", "relation", "value", "status", "attempts"], shown.Events.Select(Row), "No events."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(SubscriptionEventRecord one) =>
    [
        one.CreatedAt, one.Id, one.EventType, one.EntityUri ?? "(not for you any more)", one.Payload.Relation, one.Payload.ValueV, one.DeliveryStatus,
        one.DeliveryAttempts.ToString(CultureInfo.InvariantCulture),
    ];
}
