using System.Collections.Concurrent;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Federation;

/// <summary>
/// How the clocks of peers run, from the times in their tokens. A clock that is far off is worth a word before its tokens
/// and facts are refused for it.
/// </summary>
internal sealed class PeerClocks(PeerDirectory peers, FederationSettings settings) : INodeCheck
{
    // One late request is no drift.
    private const int FewestSamples = 5;

    // An alarm ends well below where it began, so that a clock at the border does not ring all day.
    private const double CalmShare = 0.5;
    private readonly ConcurrentDictionary<Guid, (PeerDrift Drift, bool IsAstray)> _clocks = [];

    /// <summary>A token of the peer was accepted.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="leadMs">Its clock when it wrote the token, less ours when the token came.</param>
    /// <returns>An alarm when it begins or ends here.</returns>
    public PeerClockAlarm? Heard(Peer peer, long leadMs)
    {
        while (true)
        {
            var known = _clocks.GetOrAdd(peer.Id, default((PeerDrift, bool)));
            var drift = known.Drift.Observe(leadMs);
            var limit = settings.ClockAlarm.TotalMilliseconds * (known.IsAstray ? CalmShare : 1);
            var isAstray = limit > 0 && drift.Samples >= FewestSamples && Math.Abs(drift.LeadMs) > limit;
            if (_clocks.TryUpdate(peer.Id, (drift, isAstray), known))
                return isAstray == known.IsAstray ? null : new PeerClockAlarm(isAstray, drift.LeadMs);
        }
    }

    /// <summary>The lead of a peer's clock; null before its first token.</summary>
    public double? LeadMs(Peer peer) => _clocks.TryGetValue(peer.Id, out var clock) ? clock.Drift.LeadMs : null;

    /// <summary>Whether an alarm stands for a peer.</summary>
    public bool IsAstray(Peer peer) => _clocks.TryGetValue(peer.Id, out var clock) && clock.IsAstray;

    public ComponentCheck Run()
    {
        // The doctor's route is open, so it names nobody.
        var astray = peers.Active().Count(IsAstray);
        return new ComponentCheck
        {
            Name = "peer_clocks",
            Status = astray == 0 ? "ok" : "warning",
            Detail = astray == 0 ? "no peer's clock is far off" : $"clocks of {astray} peers are more than {settings.ClockAlarm.TotalSeconds:0} s off; see stigmem_federation_peer_lead_ms",
        };
    }
}
