using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation approve</c>.</summary>
internal static class FederationApprove
{
    private static readonly Argument<string> Peer = PeerArgument.Create();

    private static readonly Option<string> Fingerprint = new("--fingerprint")
    {
        Description = "sha256:… as the operator of the peer read it out; never copied from what the peer itself sent.",
        HelpName = "text",
        Required = true,
    };

    public static Command Create() => Define.OnNode("approve", "Lets a node in that waits for approval; needs admin:federation.", [Peer, Fingerprint], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var peer = await PeerArgument.ResolveAsync(call, Peer);
        var answer = await call.Client.Federation.ApproveAsync(peer, call.Get(Fingerprint)!, call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.PeerId} {done.Status}: facts are exchanged with {done.NodeId} since {done.ApprovedAt}"));
        return ExitCodes.Ok;
    }
}
