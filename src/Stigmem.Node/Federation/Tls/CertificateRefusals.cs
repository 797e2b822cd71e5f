using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Node.Federation.Tls;

/// <summary>Audits that another node than the registered one answered at a peer's address (federation contract, section 10).</summary>
internal sealed class CertificateRefusals(SqlEngine engine, PeerDirectory peers, FederationAudit audit)
{
    /// <summary>Writes it down.</summary>
    /// <param name="nodeId">Who should have answered.</param>
    /// <param name="why">What is wrong with the certificate.</param>
    public Task RecordAsync(string nodeId, string why) => engine.WriteAsync(session =>
    {
        var peer = peers.Working.GetValueOrDefault(nodeId);
        audit.OfPeer(session, "san_mismatch", peer?.Id.ToString() ?? nodeId, "denied", ("reason", why), ("direction", "outbound"), ("node_id", nodeId));
        return true;
    });
}
