using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Federation;

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

    private static readonly Option<string> Declaration = new("--declaration")
    {
        Description = "sha256:… that 'federation peers' shows: names the address and the scopes that were looked at as well. When the peer has declared something else since, nothing is approved.",
        HelpName = "digest",
        Required = true,
    };

    private static readonly Option<string?> Until = new("--until")
    {
        Description = "When the agreement ends by itself, as a date or an instant, in UTC unless it says otherwise. Approve again to move the date.",
        HelpName = "time",
    };

    public static Command Create() => Define.OnNode(
        "approve", "Lets a node in that waits for approval, or what a peer has declared anew; needs admin:federation.", [Peer, Fingerprint, Declaration, Until], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var peer = await PeerArgument.ResolveAsync(call, Peer);
        var answer = await call.Client.Federation.ApproveAsync(
            peer, new PeerApprovalRequest { PubkeyFingerprint = call.Get(Fingerprint)!, DeclarationDigest = call.Get(Declaration), ValidUntil = call.Get(Until) }, call.Cancellation);
        call.Output.Show(answer, done => call.Output.Line($"{done.PeerId} {done.Status}: facts are exchanged with {done.NodeId} since {done.ApprovedAt}"));
        return ExitCodes.Ok;
    }
}
