using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Ingest;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Answers of peers that cost more than they should.</summary>
[Collection(Alone.Name)]
public sealed class GreedyPageTests
{
    private const int Asked = 100;

    [Fact]
    public async Task A_page_of_more_than_was_asked_for_is_refused_whole()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        peer.Page = LyingPeer.Served(Enumerable.Range(0, Asked + 1).Select(i => PeerFacts.Of(peer, $"n{i}", relation: $"memory:n{i}").ToJsonString()), "c1", hasMore: false);
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Audited("rejected_page")).Count + (await node.Operator.Says()).Count() > 0);
        Assert.Empty(await node.Operator.Says());
        Assert.Equal("too_many_facts", (await node.Audited("rejected_page"))[0].GetProperty("detail").Text("reason"));
    }

    /// <summary>A cursor that stays where it is would be asked with for ever.</summary>
    [Theory]
    [InlineData("\"c1\"", 2)]
    [InlineData("null", 1)]
    public async Task A_page_that_promises_more_and_does_not_move_ends_the_round(string cursor, int asked)
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PULL_INTERVAL_S", "3600"));
        await using var peer = await LyingPeer.StartAsync();
        peer.Page = $$"""{"facts":[{{PeerFacts.Of(peer).ToJsonString()}}],"cursor":{{cursor}},"has_more":true}""";
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => peer.Asked.Count > 10 || (await node.Audited("rejected_page")).Count > 0);
        Assert.Equal(asked == 2 ? [null, "c1"] : [null], peer.Asked.Take(asked));
        Assert.True(peer.Asked.Count <= asked + 1, $"asked {peer.Asked.Count} times");
        Assert.Equal("no_progress", (await node.Audited("rejected_page"))[^1].GetProperty("detail").Text("reason"));
        Assert.Equal(["editor"], await node.Operator.Says());
    }

    /// <summary>A manifest may be large, a page has many sources; what is read for each of them is read while everybody waits.</summary>
    [Fact]
    public async Task A_large_manifest_is_read_once_for_a_page()
    {
        const int Facts = 200;
        const long ManyTimesTheManifest = 40L * 1024 * 1024;
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        peer.Manifest = Organisation.Json(InboundTrustTests.ManifestOf(peer, [peer.NodeId, .. Enumerable.Range(0, 10_000).Select(i => $"agent:a{i}")]));
        var services = node.Node.App.Services;
        await services.GetRequiredService<PeerManifests>().RunOnceAsync(default);
        Assert.Single(await node.Audited("manifest_stored"));
        var registration = services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
        using var page = JsonDocument.Parse(LyingPeer.Served(
            Enumerable.Range(0, Facts).Select(i => PeerFacts.Of(peer, source: $"agent:a{i * 40}", relation: $"memory:n{i}").ToJsonString()), null, hasMore: false));
        var facts = page.RootElement.GetProperty("facts").EnumerateArray().ToList();
        var terms = services.GetRequiredService<PeerTerms>().Pulled(registration);
        var reader = new InboundFactReader(64 * 1024);
        var letters = facts.Select(json => new InboundLetter(
            json, "", IngestScreen.Judge(reader.Read(json, out _)!, terms, out var refusal), refusal)).ToList();
        var (stored, bytes) = await services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = services.GetRequiredService<IngestTurn>().Execute(session, new PeerPage(registration, terms, facts, null), letters);
            return (result!.Stored, GC.GetAllocatedBytesForCurrentThread() - before);
        });
        Assert.Equal(Facts, stored);
        Assert.True(bytes < ManyTimesTheManifest, $"{bytes} bytes for a page");
    }
}
