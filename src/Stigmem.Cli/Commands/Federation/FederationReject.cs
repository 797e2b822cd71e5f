using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation reject</c>.</summary>
internal static class FederationReject
{
    private static readonly Argument<string> Peer = PeerArgument.Create();

    public static Command Create() => Define.OnNode("reject", "Turns down a node that waits for approval; it may introduce itself again. Needs admin:federation.", [Peer], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Federation.RejectAsync(await PeerArgument.ResolveAsync(call, Peer), call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.PeerId} {done.Status}: {done.NodeId}"));
        return ExitCodes.Ok;
    }
}
