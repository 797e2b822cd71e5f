using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Federation;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Tokens that hold for nothing, by the thousand.</summary>
public sealed class PeerGateFloodTests
{
    [Fact]
    public async Task A_flood_of_forged_tokens_neither_fills_the_log_nor_goes_uncounted()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        using var client = node.Node.Anonymous();
        const int flood = 3 * RefusalRows.MostRows;
        for (var i = 0; i < flood; i++)
        {
            // Each forger claims another name.
            using var forger = new PaperPeer();
            Assert.Equal(HttpStatusCode.Unauthorized, (await forger.Get(node, "/v1/federation/facts")).Status);
        }
        Assert.Equal(RefusalRows.MostRows, (await node.Audited("rejected_token")).Count);
        var head = node.Node.App.Services.GetRequiredService<CommitSequence>().Head;
        using var another = new PaperPeer();
        await another.Get(node, "/v1/federation/facts");
        Assert.Equal(head, node.Node.App.Services.GetRequiredService<CommitSequence>().Head);

        time.Advance(TimeSpan.FromMinutes(1));
        using var last = new PaperPeer();
        await last.Get(node, "/v1/federation/facts");
        var newest = (await node.Audited("rejected_token"))[0];
        Assert.Equal((last.NodeId, $"{flood - RefusalRows.MostRows + 1}"), (newest.Text("peer_id"), newest.GetProperty("detail").Text("without_row")));
        Assert.Equal(flood + 2, await MetricAsync(node, "stigmem_federation_tokens_refused_total{reason=\"peer not registered\"} "));
    }

    [Fact]
    public async Task A_flood_of_capability_tokens_that_are_none_does_not_fill_the_log()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("FEDERATION_PUSH_ENABLED", "true"));
        using var nobody = node.Node.Anonymous();
        const int flood = 60;
        for (var i = 0; i < flood; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Send("POST", "/v1/federation/facts/push", "{}", ("X-Stigmem-Capability", $"{{{i}"))).Status);
        Assert.Equal(20, (await node.Audited("capability_rejected")).Count);
        time.Advance(TimeSpan.FromMinutes(1));
        await nobody.Send("POST", "/v1/federation/facts/push", "{}", ("X-Stigmem-Capability", "{"));
        Assert.Equal($"{flood - 20}", (await node.Audited("capability_rejected"))[0].GetProperty("detail").Text("without_row"));
    }

    [Fact]
    public async Task A_flood_of_pages_that_are_none_does_not_fill_the_log()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null, ("FEDERATION_PUSH_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        for (var i = 0; i < 30; i++)
            Assert.Equal(422, (int)(await peer.PushAsync(node, "{")).Status);
        Assert.Equal(20, (await node.Audited("rejected_page")).Count);
    }

    [Fact]
    public async Task A_flood_in_the_name_of_nobody_does_not_hide_what_is_done_to_a_peer()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null);
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        for (var i = 0; i < 2 * RefusalRows.MostRows; i++)
        {
            using var forger = new PaperPeer();
            await forger.Get(node, "/v1/federation/facts");
        }
        var token = peer.Token(node);
        await LyingPeer.PullAsync(node, token);
        await LyingPeer.PullAsync(node, token);
        Assert.Equal(id, Assert.Single(await node.Audited("replay_attempt")).Text("peer_id"));
    }

    [Fact]
    public async Task A_clock_that_is_far_off_is_told_once_and_again_when_it_is_right()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_CLOCK_ALARM_S", "100"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var alarm = $"stigmem_federation_peer_clock_alarm{{peer=\"{peer.NodeId}\"}} ";
        for (var i = 0; i < 8; i++)
            await LyingPeer.PullAsync(node, peer.Token(node, age: TimeSpan.FromSeconds(500)));
        var raised = Assert.Single(await node.Audited("peer_clock_drift")).GetProperty("detail");
        Assert.Equal("raised", raised.Text("state"));
        Assert.True(long.Parse(raised.Text("lead_ms")!, CultureInfo.InvariantCulture) < -100_000);
        Assert.Equal(1, await MetricAsync(node, alarm));
        var doctor = await node.Operator.Send("GET", "/v1/doctor");
        Assert.Contains("clocks of 1 peers are more than 100 s off", doctor.Text, StringComparison.Ordinal);
        Assert.Equal("ok", doctor["status"]);
        Assert.DoesNotContain(peer.NodeId, doctor.Text, StringComparison.Ordinal);
        for (var i = 0; i < 40; i++)
            await LyingPeer.PullAsync(node, peer.Token(node));
        Assert.Equal(["cleared", "raised"], (await node.Audited("peer_clock_drift")).Select(entry => entry.GetProperty("detail").Text("state")!));
        Assert.Equal(0, await MetricAsync(node, alarm));
    }

    private static async Task<double> MetricAsync(FederatedNode node, string start)
    {
        var line = (await node.Operator.Send("GET", "/metrics")).Text.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal));
        return double.Parse(line[start.Length..], CultureInfo.InvariantCulture);
    }
}
