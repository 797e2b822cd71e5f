using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation revoke</c>.</summary>
internal static class FederationRevoke
{
    private static readonly Argument<string> Peer = PeerArgument.Create();

    public static Command Create() => Define.OnNode("revoke", "Ends the exchange with a peer at once; its facts stay. Needs admin:federation.", [Peer], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Federation.RevokeAsync(await PeerArgument.ResolveAsync(call, Peer), call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.PeerId} {done.Status}: {done.NodeId}"));
        return ExitCodes.Ok;
    }
}
