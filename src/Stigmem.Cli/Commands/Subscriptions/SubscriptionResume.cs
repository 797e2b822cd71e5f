using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription resume</c>.</summary>
internal static class SubscriptionResume
{
    public static Command Create() => Define.OnNode("resume", "Delivers again at once what rests after failures.", [SubscriptionArguments.Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var resumed = await call.Client.Subscriptions.ResumeAsync(call.Get(SubscriptionArguments.Id), call.Cancellation);
        call.Output.Show(resumed, shown => call.Output.Line($"{shown.Id} resumed"));
        return ExitCodes.Ok;
    }
}
