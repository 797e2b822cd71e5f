using System.Globalization;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation;

/// <summary>
/// What happened between this node and its peers, in the node's hash-chained audit log (federation contract, section
/// 12). The row's source is the registration; of an unknown peer, what it calls itself.
/// </summary>
internal sealed class FederationAudit(AuditLog log, TimeProvider time)
{
    // A row for each would let a peer fill the disk. Holders of capability tokens share theirs.
    private const int MostRows = 100;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly RowWindows<(Guid Peer, string Type, string Reason)> _rows = new(MostRows, Window, time);

    /// <summary>An operator did something with a peer; in the writer's turn.</summary>
    public void Operator(SqlSession session, Principal by, string type, Peer peer, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        log.Append(session, new AuditEvent(type, TenantId.Default, by.EntityUri)
        {
            Source = peer.Id.ToString(),
            OidcSub = by.OidcSub,
            DetailJson = CallerActions.Detail([("node_id", peer.NodeId), .. detail]),
        });

    /// <summary>A peer did something, or something was refused to it; in the writer's turn.</summary>
    public void OfPeer(SqlSession session, string type, string peerId, string outcome, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        log.Append(session, new AuditEvent(type, TenantId.Default, null)
        {
            Source = peerId.Length <= 256 ? peerId : peerId[..256],
            Outcome = outcome,
            DetailJson = CallerActions.Detail(detail),
        });

    /// <summary>What should be a page of facts and is none; in the writer's turn.</summary>
    public void RefusedPage(SqlSession session, Peer peer, string reason) =>
        Bounded(session, "rejected_page", peer, reason, "denied", ("reason", reason), ("peer_node_id", peer.NodeId));

    /// <summary>
    /// What a peer can make happen as often as it likes: the first ones in an hour, by type and reason, each with all there is
    /// to say; the row after them says how many had none. In the writer's turn.
    /// </summary>
    public void Bounded(SqlSession session, string type, Peer peer, string reason, string outcome, params ReadOnlySpan<(string Name, string? Value)> detail)
    {
        if (_rows.HasRow((peer.Id, type, reason), out var leftOut))
            OfPeer(session, type, peer.AuditName, outcome, [.. detail, RefusalRows.Detail(leftOut)]);
    }

    /// <summary>The same, where the caller has decided that it leaves a row.</summary>
    public void RefusedPage(SqlSession session, Peer peer, string reason, long withoutRow) =>
        OfPeer(session, "rejected_page", peer.AuditName, "denied", ("reason", reason), ("peer_node_id", peer.NodeId), RefusalRows.Detail(withoutRow));

    /// <summary>A number as a detail.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
