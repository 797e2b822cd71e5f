using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Federation;
using Stigmem.Sdk.Federation;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation audit</c>.</summary>
internal static class FederationAuditCommand
{
    private const int MostDetailCharacters = 160;

    private static readonly Option<string?> Peer = new("--peer") { Description = "Only this peer: id of the registration, node id, or what an unknown node called itself.", HelpName = "peer" };
    private static readonly Option<string?> Event = new("--event") { Description = "Only events of this kind, such as scope_violation or rejected_token.", HelpName = "event" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Events a page, 1 to 500. Default: 50.", HelpName = "count" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode("audit", "Lists what happened with peers, newest first; needs federate.", [Peer, Event, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = new FederationAuditQuery { PeerId = await PeerIdAsync(call), EventType = call.Get(Event), Limit = call.Get(Limit), Cursor = call.Get(Cursor) };
        var page = await call.Client.Federation.AuditAsync(query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(["time", "event", "peer", "detail"], shown.Entries.Select(Row), "No events match."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    /// <summary>Rows name registrations; people remember node ids.</summary>
    private static async Task<string?> PeerIdAsync(NodeCall call)
    {
        if (call.Get(Peer) is not { } given || Guid.TryParse(given, out _))
            return call.Get(Peer);
        var peers = (await call.Client.Federation.ListAsync(call.Cancellation)).Peers;
        return peers.FirstOrDefault(peer => peer.NodeId == given)?.PeerId ?? given;
    }

    private static IReadOnlyList<string?> Row(FederationAuditEntry entry) =>
        [entry.Ts, entry.EventType, entry.PeerId, Printable.Short(entry.Detail?.GetRawText(), MostDetailCharacters)];
}
