using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
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

    /// <summary>Who puts a cursor back wants to begin there, and not where a run had come to.</summary>
    [Fact]
    public async Task An_imported_cursor_ends_the_run()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("stigmem-run-").FullName, "stigmem.db");
        using var peer = new PaperPeer();
        Peer registered;
        await using (var node = await FederatedNode.StartAsync(path))
        {
            await peer.JoinAsync(node, isOwnKind: false);
            registered = node.Node.App.Services.GetRequiredService<PeerDirectory>().Current[peer.NodeId];
            await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
            {
                PeerCursors.Save(session, registered, new PullCursor("1746230395000", "1746230400000.7", 1_746_230_400_000), 1);
                return true;
            });
        }
        var imported = new CheckpointedCursor { PeerId = registered.Id, Direction = "inbound", Cursor = "1746230000000", UpdatedMicroseconds = 2 };
        await CursorCheckpoints.RestoreAsync(path, [imported], force: true, TimeProvider.System);
        await using var again = await FederatedNode.StartAsync(path);
        using var lease = again.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        Assert.Equal(new PullCursor("1746230000000", null, null), PeerCursors.Read(lease.Session, registered));
    }

    private static string Stamp(long wall, int counter) => string.Create(CultureInfo.InvariantCulture, $"{wall}.{counter}");

    private static string Said(LyingPeer peer, string entity, string stamp) => PeerFacts.Of(peer, entity: entity).With("hlc", stamp).ToJsonString();
}
