using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription delete</c>.</summary>
internal static class SubscriptionDelete
{
    public static Command Create() => Define.OnNode("delete", "Ends a subscription.", [SubscriptionArguments.Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Subscriptions.DeleteAsync(call.Get(SubscriptionArguments.Id), call.Cancellation);
        call.Done("deleted", call.Get(SubscriptionArguments.Id));
        return ExitCodes.Ok;
    }
}
