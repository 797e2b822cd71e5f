using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation;

/// <summary>What the operator sees of each active peer: how far behind this node is, what came in, how its clock runs.</summary>
internal sealed class FederationMetrics
{
    private readonly PeerDirectory _peers;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, long> _caughtUpMs = [];
    private readonly ConcurrentDictionary<Guid, PeerDrift> _drifts = [];
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;

    public FederationMetrics(NodeMeter meter, PeerDirectory peers, TimeProvider time)
    {
        (_peers, _time) = (peers, time);
        _accepted = meter.Meter.CreateCounter<long>("stigmem_federation_facts_accepted_total", description: "Facts of peers that are new here.");
        _refused = meter.Meter.CreateCounter<long>("stigmem_federation_facts_refused_total", description: "Facts of peers that were not stored; one that comes again counts again.");
        meter.Meter.CreateObservableGauge("stigmem_federation_lag_ms", Lags, description: "Milliseconds since this node last had all that the peer shares.");
        meter.Meter.CreateObservableGauge("stigmem_federation_peer_lead_ms", Leads, description: "How far the peer's clock seems to run ahead, from its tokens.");
    }

    /// <summary>What became of facts that a peer sent.</summary>
    public void Ingested(Peer peer, IngestResult result)
    {
        if (result.Stored > 0)
            _accepted.Add(result.Stored, Tag(peer));
        foreach (var reason in result.Refused)
            _refused.Add(1, Tag(peer), KeyValuePair.Create("reason", (object?)reason.Reason.Name()));
    }

    /// <summary>The peer had nothing more to give.</summary>
    public void CaughtUp(Peer peer) => _caughtUpMs[peer.Id] = Now();

    /// <summary>A token of the peer was accepted.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="leadMs">Its clock when it wrote the token, less ours when the token came.</param>
    public void Heard(Peer peer, long leadMs) => _drifts.AddOrUpdate(
        peer.Id, static (_, sample) => default(PeerDrift).Observe(sample), static (_, drift, sample) => drift.Observe(sample), leadMs);

    /// <summary>A peer that was never caught up with lags since it was let in.</summary>
    private List<Measurement<double>> Lags()
    {
        var now = Now();
        return [.. Active().Select(peer => new Measurement<double>(
            Math.Max(0, now - _caughtUpMs.GetValueOrDefault(peer.Id, (peer.ApprovedMicroseconds ?? peer.RegisteredMicroseconds) / 1_000)), Tag(peer)))];
    }

    private List<Measurement<double>> Leads() =>
        [.. Active().Where(peer => _drifts.ContainsKey(peer.Id)).Select(peer => new Measurement<double>(_drifts[peer.Id].LeadMs, Tag(peer)))];

    private IEnumerable<Peer> Active() => _peers.Current.Values.Where(peer => peer.Status == PeerStatus.Active);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static KeyValuePair<string, object?> Tag(Peer peer) => KeyValuePair.Create("peer", (object?)peer.NodeId);
}
