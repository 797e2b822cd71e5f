using System.Collections.Concurrent;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;
using Xunit.Abstractions;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// Thousands of pages of a peer that was let in and means harm, pushed and pulled: nothing that breaks a rule is stored, no
/// page stops the ones after it, and the node keeps nothing of them in memory.
/// </summary>
[Collection(Alone.Name)]
public sealed class HostilePageTests(ITestOutputHelper output)
{
    private const int Usual = 5_000;
    private const int Phases = 5;
    private const long MostGrowth = 16L * 1024 * 1024;
    private readonly ConcurrentDictionary<string, int> _outcomes = [];

    [Fact]
    public async Task Whatever_a_peer_sends_only_sound_facts_are_stored_and_the_node_goes_on()
    {
        output.WriteLine($"STIGMEM_TEST_SEED={TestSeed.Value}");
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_ENABLED", "true"), ("LOG_LEVEL", "off"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        List<long> heap = [];
        for (var phase = 0; phase < Phases; phase++)
        {
            var lane = phase;
            await Task.Factory.StartNew(
                () => Properties.Holds(TestSeed.Times(Usual) / Phases, HostilePages.All.ToArbitrary(), page => Send(node, peer, page), lane),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        output.WriteLine($"{string.Join(", ", _outcomes.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))}; heap: {string.Join(", ", heap.Select(bytes => bytes / 1024))} KiB");
        Assert.True(heap[^1] - heap[0] < MostGrowth, $"the heap grew from {heap[0]} to {heap[^1]} bytes");
        // The attack got through to every kind of answer; otherwise it proves little.
        Assert.All(["pushed 202", "pushed 422", "pulled True", "pulled False"], outcome => Assert.True(_outcomes.ContainsKey(outcome), $"nothing {outcome}"));
        Assert.True(StoredAreSound(node, peer, DateTimeOffset.UtcNow) > 100, "hardly anything was stored");
        Assert.Equal("True", (await node.Operator.Send("GET", "/v1/admin/verify-chain"))["verified"]);

        peer.Page = $$"""{"facts":[{{PeerFacts.Of(peer, "at last", entity: "user:honest").ToJsonString()}}],"cursor":null,"has_more":false}""";
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:honest")).Any());
    }

    private void Send(FederatedNode node, LyingPeer peer, HostilePage page)
    {
        var pushed = peer.PushAsync(node, page.Pushed(peer)).GetAwaiter().GetResult();
        Count($"pushed {(int)pushed.Status}");
        Assert.True((int)pushed.Status is 202 or (>= 400 and < 500), $"{(int)pushed.Status}: {pushed.Text}");
        peer.Page = page.Served(peer);
        var services = node.Node.App.Services;
        var registration = services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
        var pulled = services.GetRequiredService<PullRound>().RunAsync(registration, TimeSpan.Zero, CancellationToken.None).GetAwaiter().GetResult();
        Count($"pulled {pulled.WasAnswered}");
    }

    /// <summary>Every fact that came from the peer holds against all rules for facts of peers.</summary>
    internal static int StoredAreSound(FederatedNode node, LyingPeer peer, DateTimeOffset now)
    {
        var services = node.Node.App.Services;
        var reader = services.GetRequiredService<FactReader>();
        var head = services.GetRequiredService<CommitSequence>().Head;
        using var lease = services.GetRequiredService<SqlEngine>().Read();
        var ahead = now.AddMinutes(10).ToUnixTimeMilliseconds();
        var count = 0;
        for (var seq = 1L; seq <= head; seq++)
        {
            if (reader.Find(lease.Session, seq) is not { } fact || fact.ReceivedFrom != peer.NodeId)
                continue;
            count++;
            Assert.Equal(FactScope.Public, fact.Scope);
            Assert.InRange(fact.WrittenConfidence, 0, 1);
            Assert.False(Relations.IsReserved(fact.Entity, fact.Relation, fact.Source), $"{fact.Entity} {fact.Relation} {fact.Source}");
            Assert.Equal(ContentId.Of(fact.ToBody()), fact.Cid);
            Assert.True(fact.Hlc.WallMs <= ahead, fact.Hlc.ToString());
            Assert.True(fact.OriginHlc is not { } origin || origin.WallMs <= ahead, fact.OriginHlc.ToString());
            Assert.NotEqual(InterpretAs.Instruction, fact.State.Quarantine == QuarantineStatus.None ? fact.Value.InterpretAs : InterpretAs.Content);
        }
        return count;
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
}
