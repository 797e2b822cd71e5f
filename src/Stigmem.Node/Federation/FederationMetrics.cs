using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Stigmem.Core.Clock;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
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
    private readonly PeerClocks _clocks;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _tokensRefused;
    private readonly Counter<long> _anomalies;

    public FederationMetrics(NodeMeter meter, PeerDirectory peers, PeerClocks clocks, TimeProvider time)
    {
        (_peers, _clocks, _time) = (peers, clocks, time);
        _accepted = meter.Meter.CreateCounter<long>("stigmem_federation_facts_accepted_total", description: "Facts of peers that are new here.");
        _refused = meter.Meter.CreateCounter<long>("stigmem_federation_facts_refused_total", description: "Facts of peers that were not stored; one that comes again counts again.");
        _tokensRefused = meter.Meter.CreateCounter<long>("stigmem_federation_tokens_refused_total", description: "Tokens that no peer could have sent, were too old or came twice.");
        _anomalies = meter.Meter.CreateCounter<long>("stigmem_peer_hlc_anomaly_total", description: "Stamps of peers' facts that lay too far ahead or behind.");
        meter.Meter.CreateObservableGauge("stigmem_federation_peer_clock_alarm", Alarms, description: "1 while the peer's clock is further off than FEDERATION_CLOCK_ALARM_S.");
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
        foreach (var skew in result.Anomalies)
            _anomalies.Add(1, KeyValuePair.Create("peer_id", (object?)peer.NodeId), KeyValuePair.Create("direction", (object?)skew.Direction()));
    }

    /// <summary>The peer had nothing more to give.</summary>
    public void CaughtUp(Peer peer) => _caughtUpMs[peer.Id] = Now();

    /// <summary>A token was refused.</summary>
    public void TokenRefused(PeerTokenFault fault) => _tokensRefused.Add(1, KeyValuePair.Create("reason", (object?)fault.Detail()));

    /// <summary>A peer that was never caught up with lags since it was let in.</summary>
    private List<Measurement<double>> Lags()
    {
        var now = Now();
        return [.. _peers.Active().Select(peer => new Measurement<double>(
            Math.Max(0, now - _caughtUpMs.GetValueOrDefault(peer.Id, (peer.ApprovedMicroseconds ?? peer.RegisteredMicroseconds) / 1_000)), Tag(peer)))];
    }

    private List<Measurement<double>> Leads() =>
        [.. _peers.Active().Select(peer => (Peer: peer, Lead: _clocks.LeadMs(peer))).Where(one => one.Lead is not null).Select(one => new Measurement<double>(one.Lead!.Value, Tag(one.Peer)))];

    private List<Measurement<double>> Alarms() => [.. _peers.Active().Select(peer => new Measurement<double>(_clocks.IsAstray(peer) ? 1 : 0, Tag(peer)))];

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static KeyValuePair<string, object?> Tag(Peer peer) => KeyValuePair.Create("peer", (object?)peer.NodeId);
}
