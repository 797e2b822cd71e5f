using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription list</c>.</summary>
internal static class SubscriptionList
{
    public static Command Create() => Define.OnNode("list", "Lists your subscriptions, newest first.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var list = await call.Client.Subscriptions.ListAsync(call.Cancellation);
        call.Output.Show(list, shown => call.Output.Table(
            ["id", "target", "on change", "address", "state", "last delivered"], shown.Subscriptions.Select(Row), "No subscriptions."));
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(SubscriptionRecord one) =>
        [one.Id, one.Target, one.OnChange, one.DeliveryAddress, State(one), one.LastDeliveredAt];

    private static string State(SubscriptionRecord one)
    {
        if (one.CircuitOpen)
            return $"rests after {one.ConsecutiveFailures} failures";
        return one.ConsecutiveFailures > 0 ? $"{one.ConsecutiveFailures} failures" : "ok";
    }
}
