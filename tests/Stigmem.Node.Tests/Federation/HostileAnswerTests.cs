using System.Collections.Concurrent;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Federation.Push;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;
using Xunit.Abstractions;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// Thousands of answers of a peer that was let in and means harm, to every question that a node asks: who it is, what its
/// manifest says, what it has, what it took, whether a token holds. Nothing is thrown out of a worker, nothing is stored that
/// breaks a rule, and the node keeps nothing of them in memory.
/// </summary>
[Collection(Alone.Name)]
public sealed class HostileAnswerTests(ITestOutputHelper output)
{
    private const int Usual = 2_000;
    private const int Phases = 5;

    // Pools keep some of the largest bodies; what a case leaves are the facts that were stored and what is known of them.
    private const long MostPooled = 32L * 1024 * 1024;
    private const long MostLeftByCase = 8 * 1024;
    private readonly ConcurrentDictionary<string, int> _outcomes = [];
    private int _cases;

    [Fact]
    public async Task Whatever_a_peer_answers_nothing_breaks_and_the_node_goes_on()
    {
        output.WriteLine($"STIGMEM_TEST_SEED={TestSeed.Value}");
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("LOG_LEVEL", "off"), ("FEDERATION_PULL_INTERVAL_S", "3600"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var pushed = (await node.Operator.Say("ours", scope: "public", source: node.NodeId, entity: "user:ours"))["id"]!;
        List<long> heap = [];
        for (var phase = 0; phase < Phases; phase++)
        {
            var lane = phase;
            await Task.Factory.StartNew(
                () => Properties.Holds(TestSeed.Times(Usual) / Phases, HostileAnswers.All.ToArbitrary(), answer => AskAll(node, peer, answer, pushed, time).GetAwaiter().GetResult(), lane),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        output.WriteLine($"{string.Join(", ", _outcomes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))}; heap: {string.Join(", ", heap.Select(bytes => bytes / 1024))} KiB");
        // The first phase fills pools.
        Assert.True(heap[^1] - heap[1] < MostPooled + (_cases * MostLeftByCase), $"the heap grew from {heap[1]} to {heap[^1]} bytes in {_cases} cases");
        // The attack got through to every kind of answer; otherwise it proves little.
        Assert.All(
            ["discovered True", "discovered False", "pulled True", "pulled False", "pushed True", "pushed False", "token Live", "token Unknown"],
            outcome => Assert.True(_outcomes.ContainsKey(outcome), $"nothing {outcome}"));
        Assert.All(["manifest_stored", "manifest_refresh_failed", "rejected_page"], type => Assert.NotEmpty(node.Audited(type).GetAwaiter().GetResult()));
        HostilePageTests.StoredAreSound(node, peer, time.GetUtcNow());
        Assert.Equal("True", (await node.Operator.Send("GET", "/v1/admin/verify-chain"))["verified"]);
        Assert.Equal("active", (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0].Text("status"));

        peer.Anything = null;
        peer.Page = LyingPeer.Served([PeerFacts.Of(peer, "at last", entity: "user:honest").ToJsonString()], null, hasMore: false);
        var services = node.Node.App.Services;
        Assert.True((await services.GetRequiredService<PullRound>().RunAsync(Registered(node, peer), TimeSpan.Zero, default)).WasAnswered);
        Assert.Equal(["at last"], await node.Operator.Says("entity=user:honest"));
    }

    private async Task AskAll(FederatedNode node, LyingPeer peer, Func<LyingPeer, string, Func<string, HostileAnswer>> answer, string pushed, FakeTime time)
    {
        var services = node.Node.App.Services;
        var token = TokenOf(peer, pushed);
        peer.Anything = answer(peer, pushed);
        var registered = Registered(node, peer);
        Count($"discovered {await services.GetRequiredService<PeerClient>().DiscoverAsync(new PeerEndpoint(peer.Url, peer.NodeId), default) is not null}");
        // Manifests are asked for once an hour, issuers once a minute.
        var isManifestDue = _cases++ % 4 == 0;
        time.Advance(isManifestDue ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1));
        if (isManifestDue)
            await services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        var pull = await services.GetRequiredService<PullRound>().RunAsync(registered, TimeSpan.Zero, default);
        Count($"pulled {pull.WasAnswered}");
        Bearable(pull.RetryAfter);
        // All was pushed in an earlier case, or is kept for later.
        await services.GetRequiredService<SqlEngine>().WriteAsync(session => PushAgain(session));
        var push = await services.GetRequiredService<PushRound>().RunAsync(registered, default);
        Count($"pushed {push.WasAnswered}");
        Bearable(push.RetryAfter);
        var manifest = InboundTrustTests.ManifestOf(peer, peer.NodeId);
        Count($"token {await services.GetRequiredService<IssuerInquiry>().AskAsync(token, manifest, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000, default)}");
    }

    private static bool PushAgain(SqlSession session)
    {
        session.Execute("DELETE FROM peer_cursors WHERE direction = 'outbound'");
        session.Execute("DELETE FROM push_letters");
        return true;
    }

    /// <summary>What a worker waits after it is no longer than the longest wait, and no time below zero.</summary>
    private static void Bearable(TimeSpan? retryAfter) =>
        Assert.InRange(PullBackoff.Wait(1, 0.5, retryAfter), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(6));

    private static Peer Registered(FederatedNode node, LyingPeer peer) => node.Node.App.Services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];

    private static CapabilityToken TokenOf(LyingPeer peer, string id)
    {
        Assert.True(CapabilityToken.TryParse(
            $$"""{"expiry":"2036-05-02T01:00:00Z","issued_at":"2026-05-02T00:00:00Z","issuer":"{{peer.Url}}","nonce":"n","object":"stigmem://facts","signature":"x","subject":"agent:x","token_id":"{{id}}","token_version":1,"verb":"write"}""",
            out var token));
        return token;
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
}
