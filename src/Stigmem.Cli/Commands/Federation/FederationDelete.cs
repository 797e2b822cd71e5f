using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation delete</c>.</summary>
internal static class FederationDelete
{
    private static readonly Argument<string> Peer = PeerArgument.Create();

    public static Command Create() => Define.OnNode(
        "delete", "Forgets a registration, so that the node may introduce itself again; its facts stay. Needs admin:federation.", [Peer], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var peer = await PeerArgument.ResolveAsync(call, Peer);
        await call.Client.Federation.DeleteAsync(peer, call.Cancellation);
        call.Done("deleted", peer);
        return ExitCodes.Ok;
    }
}
