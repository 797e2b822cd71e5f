using System.Globalization;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What the operator sees of each peer.</summary>
public sealed class FederationMetricsTests
{
    private const long MinuteMs = 60_000;

    [Fact]
    public async Task Lag_drift_and_counts_are_told_by_peer()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer).ToJsonString());
        peer.Facts.Enqueue(PeerFacts.Of(peer, scope: "company").ToJsonString());
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => await Metric(node, "stigmem_federation_facts_accepted_total", peer) == 1);
        Assert.Equal(1, await Metric(node, "stigmem_federation_facts_refused_total", peer, ",reason=\"scope_not_permitted\""));

        await LyingPeer.PullAsync(node, peer.Token(node, age: TimeSpan.FromMinutes(-0.25)));
        Assert.InRange(await Metric(node, "stigmem_federation_peer_lead_ms", peer), 1, MinuteMs);

        await peer.FallSilentAsync();
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await Metric(node, "stigmem_federation_lag_ms", peer) >= MinuteMs);
    }

    private static async Task<double> Metric(FederatedNode node, string name, LyingPeer peer, string more = "")
    {
        var start = $"{name}{{peer=\"{peer.NodeId}\"{more}}} ";
        var line = (await node.Operator.Send("GET", "/metrics")).Text.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
        return line is null ? double.NaN : double.Parse(line[start.Length..], CultureInfo.InvariantCulture);
    }
}
