using System.Globalization;
using Stigmem.Node.Tests.Facts;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer of the reference's kind whose clock stands still while it says more than one round of pulling takes.</summary>
public sealed class StandingClockTests
{
    private const int Page = 100;
    private const int MoreThanARound = 5_150;

    [Fact]
    public async Task What_comes_after_more_facts_of_one_moment_than_a_round_takes_arrives()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var wall = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var facts = Enumerable.Range(0, MoreThanARound).Select(i => (Stamp: Stamp(wall, i), Json: Said(peer, $"user:n{i}", Stamp(wall, i)))).ToList();
        var late = Stamp(wall + 30_000, 0);
        facts.Add((late, Said(peer, "user:late", late)));
        // The reference's order: stamps are texts.
        facts.Sort((one, other) => string.CompareOrdinal(one.Stamp, other.Stamp));
        peer.Pages = cursor =>
        {
            var from = cursor is null ? 0 : facts.FindIndex(fact => string.CompareOrdinal(fact.Stamp, cursor) > 0);
            var page = facts.Skip(from < 0 ? facts.Count : from).Take(Page).ToList();
            return LyingPeer.Served(page.Select(fact => fact.Json), page.Count > 0 ? page[^1].Stamp : cursor, from >= 0 && from + Page < facts.Count);
        };
        await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:late")).Any());
        Assert.Equal(["editor"], await node.Operator.Says("entity=user:n0"));
        Assert.Equal(["editor"], await node.Operator.Says($"entity=user:n{MoreThanARound - 1}"));
    }

    private static string Stamp(long wall, int counter) => string.Create(CultureInfo.InvariantCulture, $"{wall}.{counter}");

    private static string Said(LyingPeer peer, string entity, string stamp) => PeerFacts.Of(peer, entity: entity).With("hlc", stamp).ToJsonString();
}
