using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Subscriptions;
using Stigmem.Sdk.Subscriptions;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscribe</c>: follows in the terminal until it is interrupted.</summary>
internal static class SubscribeCommand
{
    public static Command Create() => Define.OnNode(
        "subscribe", "Prints facts as they are written, until Ctrl-C.",
        [SubscriptionArguments.Target, SubscriptionArguments.Kinds, SubscriptionArguments.Peers, SubscriptionArguments.After], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var wanted = NewSubscription.Stream(call.Get(SubscriptionArguments.Target)) with
        {
            EventFilter = SubscriptionArguments.Filter(call),
            IncludePeers = call.Get(SubscriptionArguments.Peers),
        };
        try
        {
            var followed = await call.Client.Subscriptions.CreateAsync(wanted, call.Cancellation);
            call.Output.Note($"Following {followed.Target} as subscription {followed.Id}; 'stigmem subscription delete {followed.Id}' ends it.");
            await foreach (var delivery in call.Client.Subscriptions.SubscribeAsync(followed.Id, call.Get(SubscriptionArguments.After), call.Cancellation))
                Print(call.Output, delivery);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            // To be interrupted is how it ends.
        }
        return ExitCodes.Ok;
    }

    private static void Print(CommandOutput output, SubscriptionDelivery delivery)
    {
        output.Show(delivery, shown => output.Line(Text(shown)));
        output.Results.Flush();
    }

    private static string Text(SubscriptionDelivery delivery)
    {
        var fact = delivery.Fact;
        return fact.Redacted
            ? $"{delivery.EventType}  {fact.FactId} (not for you any more)"
            : $"{fact.Timestamp}  {delivery.EventType}  {fact.Entity}  {fact.Relation}  {Printable.Short(fact.ValueV, 200)}  ({fact.Source})";
    }
}
