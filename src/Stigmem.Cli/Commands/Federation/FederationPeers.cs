using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation peers</c>.</summary>
internal static class FederationPeers
{
    public static Command Create() => Define.OnNode("peers", "Lists every registered node, oldest first; needs federate.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Federation.ListAsync(call.Cancellation);
        call.Output.Show(answer, shown => call.Output.Table(
            ["peer", "node", "url", "status", "scopes", "approved", "fingerprint"],
            shown.Peers.Select(peer => new[]
            {
                peer.PeerId, peer.NodeId, peer.NodeUrl, peer.StatusDetail ?? peer.Status, string.Join(',', peer.AllowedScopes), peer.EstablishedAt, peer.PubkeyFingerprint,
            }),
            "No peers."));
        foreach (var peer in answer.Peers.Where(peer => peer.NextPubkeyFingerprint is not null && !call.Output.IsJson))
            call.Output.Note($"{peer.NodeId} wants another key, {peer.NextPubkeyFingerprint}: compare it with its operator, then 'stigmem federation approve' or 'reject'.");
        return ExitCodes.Ok;
    }
}
