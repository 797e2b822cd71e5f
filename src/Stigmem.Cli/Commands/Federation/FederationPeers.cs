using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Core.Peers;
using Stigmem.Protocol.Federation;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation peers</c>.</summary>
internal static class FederationPeers
{
    public static Command Create() => Define.OnNode("peers", "Lists every registered node, oldest first; needs federate.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Federation.ListAsync(call.Cancellation);
        call.Output.Show(answer, shown => call.Output.Table(
            ["peer", "node", "url", "status", "scopes", "approved", "until", "fingerprint"],
            shown.Peers.Select(peer => new[]
            {
                peer.PeerId, peer.NodeId, peer.NodeUrl, peer.StatusDetail ?? peer.Status, string.Join(',', peer.AllowedScopes), peer.EstablishedAt, peer.ValidUntil, peer.PubkeyFingerprint,
            }),
            "No peers."));
        foreach (var peer in answer.Peers.Where(peer => Waits(peer) && !call.Output.IsJson))
        {
            var scopes = string.Join(',', peer.NextAllowedScopes ?? peer.AllowedScopes);
            call.Output.Note(
                $"{peer.NodeId} wants {scopes} at {peer.NextNodeUrl ?? peer.NodeUrl} with the key {peer.NextPubkeyFingerprint ?? peer.PubkeyFingerprint}: compare that with its operator, then "
                + $"'stigmem federation approve {peer.PeerId} --fingerprint <as it was read out> --declaration {peer.DeclarationDigest}' or 'reject'.");
        }
        return ExitCodes.Ok;
    }

    private static bool Waits(PeerRecord peer) => peer.NextPubkeyFingerprint is not null || peer.StatusDetail == PeerStatus.PendingApproval.Name();
}
