using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation pull-now</c>.</summary>
internal static class FederationPullNow
{
    private static readonly Argument<string?> Peer = new("peer")
    {
        Description = "Id of the registration, or node id of the peer; without it, all active peers.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => Define.OnNode(
        "pull-now", "Ends the pauses between pulls: peers are asked at once. Needs admin:federation, and federate to find a peer by its node id.", [Peer], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var peer = call.Call.Arguments.GetValue(Peer) is { } given ? await PeerArgument.ResolveAsync(call, given) : null;
        var answer = await call.Client.Federation.PullNowAsync(peer, call.Cancellation);
        call.Output.Show(answer, woken =>
        {
            foreach (var nodeId in woken.Peers)
                call.Output.Line($"{nodeId} is asked now");
            if (woken.Peers.Count == 0)
                call.Output.Line("No peer is active.");
        });
        return ExitCodes.Ok;
    }
}
