using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// Writes down that an agreement is over by its date, once. Nothing waits for it: from the very moment on, the agreement is
/// not in force.
/// </summary>
internal sealed class PeeringEndJob(SqlEngine engine, PeerDirectory peers, FederationAudit audit) : IJob
{
    public string Name => "ends of peerings";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (Over(peers.Current.Values).Count > 0)
            await engine.WriteAsync(End);
    }

    private bool End(SqlSession session)
    {
        foreach (var peer in Over(peers.Working.Values))
        {
            peers.Put(session, peers.AsOfNow(peer));
            audit.OfPeer(
                session, "peer_expired", peer.Id.ToString(), "success", ("peer_node_id", peer.NodeId),
                ("valid_until", Core.Clock.Instants.Format(peer.UntilMicroseconds!.Value)));
        }
        return true;
    }

    private List<Peer> Over(IEnumerable<Peer> all) => [.. all.Where(peer => peers.AsOfNow(peer) != peer)];
}
