using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Federation;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer that earns refusals by the thousand: the audit log names the first ones and counts the others.</summary>
public sealed class RefusalFloodTests
{
    private const int MostRows = 100;
    private const int Flood = 250;

    [Fact]
    public async Task Refused_facts_of_a_pull_have_a_few_rows_and_a_count()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var peer = await LyingPeer.StartAsync();
        for (var i = 0; i < Flood; i++)
            peer.Facts.Enqueue(PeerFacts.Of(peer, $"n{i}", scope: "company").ToJsonString());
        peer.Facts.Enqueue(PeerFacts.Of(peer, relation: "stigmem:ttl").ToJsonString());
        await peer.JoinAsync(node, "public");
        await PullAllAsync(node, peer);
        Assert.Equal(MostRows, (await node.Audited("scope_violation")).Count);
        Assert.Equal("reserved_name", Assert.Single(await node.Audited("rejected_fact")).GetProperty("detail").Text("reason"));

        time.Advance(TimeSpan.FromHours(1));
        peer.Facts.Enqueue(PeerFacts.Of(peer, "last", scope: "company").ToJsonString());
        await PullAllAsync(node, peer);
        Assert.Equal($"{Flood - MostRows}", (await node.Audited("scope_violation"))[0].GetProperty("detail").Text("without_row"));
    }

    [Fact]
    public async Task Refused_facts_of_a_push_have_a_few_rows()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null, ("FEDERATION_PUSH_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var pushed = await peer.PushAsync(node, [.. Enumerable.Range(0, Flood).Select(_ => PeerFacts.Of(peer, source: "agent:other"))]);
        Assert.Equal(Flood, pushed.Json.GetProperty("rejected").GetInt32());
        Assert.Equal(MostRows, (await node.Audited("rejected_fact")).Count);
    }

    /// <summary>Words of its own do not help the peer, and what is new in them is still said.</summary>
    [Theory]
    [InlineData("source_not_owned", "source_not_owned")]
    [InlineData("because of", "because of {0}")]
    public async Task Facts_that_a_peer_refused_have_a_few_rows_and_a_count(string reason, string format)
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null);
        await using var taker = await PushTaker.StartAsync();
        await taker.JoinAsync(node);
        for (var i = 0; i < Flood; i++)
            await node.Operator.Say($"{i}", scope: "public", source: node.NodeId, entity: $"user:{i}");
        taker.Answer = facts => (202, facts.ToDictionary(
            fact => fact.GetProperty("id").GetString()!, fact => string.Format(CultureInfo.InvariantCulture, format, fact.GetProperty("value").GetProperty("v"))));
        await taker.RoundAsync(node);
        var rows = await node.Audited("push_refused");
        Assert.Equal(MostRows, rows.Count);
        Assert.All(rows, row => Assert.StartsWith(reason, row.GetProperty("detail").Text("reason"), StringComparison.Ordinal));

        time.Advance(TimeSpan.FromHours(1));
        await node.Operator.Say("last", scope: "public", source: node.NodeId);
        await taker.RoundAsync(node);
        Assert.Equal($"{Flood - MostRows}", (await node.Audited("push_refused"))[0].GetProperty("detail").Text("without_row"));
    }

    [Fact]
    public async Task Torn_pages_and_scopes_that_are_not_open_have_a_few_rows()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null, ("FEDERATION_PUSH_ENABLED", "true"), ("RATE_LIMIT_WRITE_PER_HOUR", "0"), ("RATE_LIMIT_READ_PER_HOUR", "0"), ("RATE_LIMIT_DISABLED_ACK", "1"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        for (var i = 0; i < MostRows + 20; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await peer.PushAsync(node, "{")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await LyingPeer.PullAsync(node, peer.Token(node), "scope=company")).Status);
        }
        Assert.Equal(RefusalRows.MostRows, (await node.Audited("rejected_page")).Count);
        Assert.Equal(MostRows, (await node.Audited("scope_violation")).Count);
    }

    /// <summary>An old history is stored, and reported as often as says something.</summary>
    [Fact]
    public async Task Stamps_out_of_bounds_have_a_few_rows_and_are_counted_by_direction()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null);
        await using var peer = await LyingPeer.StartAsync();
        for (var i = 0; i < Flood; i++)
            peer.Facts.Enqueue(PeerFacts.Of(peer, "old", relation: $"memory:n{i}").With("hlc", PeerFacts.Stamp(TimeSpan.FromDays(-40))).ToJsonString());
        peer.Facts.Enqueue(PeerFacts.Of(peer).With("hlc", PeerFacts.Stamp(TimeSpan.FromMinutes(15))).ToJsonString());
        await peer.JoinAsync(node, "public");
        await PullAllAsync(node, peer);
        Assert.Equal(Flood, (await node.Operator.List("entity=user:x&limit=500")).Count);
        Assert.Equal(MostRows + 1, (await node.Audited("peer_hlc_anomaly")).Count);
        var metrics = (await node.Operator.Send("GET", "/metrics")).Text;
        Assert.Contains($"stigmem_peer_hlc_anomaly_total{{peer_id=\"{peer.NodeId}\",direction=\"past\"}} {Flood}", metrics, StringComparison.Ordinal);
        Assert.Contains($"stigmem_peer_hlc_anomaly_total{{peer_id=\"{peer.NodeId}\",direction=\"future\"}} 1", metrics, StringComparison.Ordinal);
    }

    /// <summary>A round by hand; that of the worker may run beside it, and finds the same.</summary>
    private static Task<PullOutcome> PullAllAsync(FederatedNode node, LyingPeer peer)
    {
        var services = node.Node.App.Services;
        return services.GetRequiredService<PullRound>().RunAsync(services.GetRequiredService<PeerDirectory>().Current[peer.NodeId], TimeSpan.Zero, default);
    }
}
