using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Core.Clock;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation status</c>.</summary>
internal static class FederationStatus
{
    public static Command Create() => Define.OnNode(
        "status", "Shows the node's own fingerprint and how it stands with its peers; with --db also when the cursor of each peer was saved last. Needs federate.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var node = await call.Client.Node.DiscoverAsync(call.Cancellation);
        var moved = Cursors(call);
        var peers = (await call.Client.Federation.ListAsync(call.Cancellation)).Peers.Select(peer => new PeerState
        {
            PeerId = peer.PeerId,
            NodeId = peer.NodeId,
            NodeUrl = peer.NodeUrl,
            Status = peer.StatusDetail ?? peer.Status,
            AllowedScopes = peer.AllowedScopes,
            EstablishedAt = peer.EstablishedAt,
            CursorUpdatedAt = moved.TryGetValue(peer.PeerId, out var at) ? Instants.Format(at) : null,
        });
        var state = new FederationState(
            node.NodeId, call.Get(SharedOptions.Database) is null ? node.Federation : null,
            node.FederationPubkey is { } key ? KeyFingerprint.OfKeyText(key) : null, [.. peers]);
        call.Output.Show(state, shown => Print(call, shown));
        return ExitCodes.Ok;
    }

    private static void Print(NodeCall call, FederationState state)
    {
        call.Output.Fields(("node_id", state.NodeId), ("federation", state.Federation), ("fingerprint", state.Fingerprint));
        call.Output.Table(
            ["peer", "node", "url", "status", "scopes", "approved", "cursor saved"],
            state.Peers.Select(peer => new[]
            {
                peer.PeerId, peer.NodeId, peer.NodeUrl, peer.Status, string.Join(',', peer.AllowedScopes), peer.EstablishedAt, Age(call, peer.CursorUpdatedAt),
            }),
            "No peers.");
        if (state.Peers.Any(peer => peer.Status == "pending_approval"))
            call.Output.Note("Compare the fingerprint with the operator of each peer that waits, then 'stigmem federation approve'.");
    }

    private static Dictionary<string, long> Cursors(NodeCall call) => call.Get(SharedOptions.Database) is { } database
        ? CursorCheckpoints.Read(database, call.Call.Time).Where(cursor => cursor.Direction == "inbound")
            .ToDictionary(cursor => cursor.PeerId.ToString(), cursor => cursor.UpdatedMicroseconds)
        : [];

    private static string? Age(NodeCall call, string? updatedAt)
    {
        if (!Instants.TryParse(updatedAt, out var microseconds))
            return null;
        var age = call.Call.Time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)age.TotalSeconds)} s ago");
    }
}
