using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Push;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>What was kept for a peer goes with its registration.</summary>
public sealed class ForgottenPeerTests
{
    private const string Kept =
        "SELECT (SELECT count(*) FROM dead_letters) || ' ' || (SELECT count(*) FROM push_letters) || ' ' || (SELECT count(*) FROM peer_cursors)";

    [Fact]
    public async Task Nothing_of_a_deleted_registration_stays()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer, relation: "stigmem:ttl").ToJsonString());
        var id = await peer.JoinAsync(node, "public");
        await using var taker = await PushTaker.StartAsync();
        var pushed = await taker.JoinAsync(node);
        taker.Answer = facts => (202, facts.ToDictionary(fact => fact.Text("id")!, _ => "ingest_error"));
        await node.Operator.Say("refused", scope: "public", source: node.NodeId);
        await taker.RoundAsync(node);
        await FederatedNode.Until(() => Task.FromResult(Count(node) == "1 1 2"));
        foreach (var registration in (string[])[id, $"{pushed.Id}"])
            Assert.Equal(HttpStatusCode.NoContent, (await node.Operator.Send("DELETE", $"/v1/federation/peers/{registration}")).Status);
        Assert.Equal("0 0 0", Count(node));
    }

    [Fact]
    public async Task An_answer_to_a_push_that_comes_after_the_end_leaves_nothing()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var taker = await PushTaker.StartAsync();
        var peer = await taker.JoinAsync(node);
        await node.Operator.Say("refused", scope: "public", source: node.NodeId);
        var services = node.Node.App.Services;
        taker.Answer = facts =>
        {
            services.GetRequiredService<SqlEngine>().WriteAsync(session =>
            {
                services.GetRequiredService<PeerDirectory>().Remove(session, peer);
                return true;
            }).GetAwaiter().GetResult();
            return (202, facts.ToDictionary(fact => fact.Text("id")!, _ => "ingest_error"));
        };
        await services.GetRequiredService<PushRound>().RunAsync(peer, CancellationToken.None);
        Assert.Equal("0 0 0", Count(node));
        Assert.Empty(await node.Audited("push_refused"));
    }

    [Fact]
    public async Task What_was_left_of_registrations_that_are_gone_goes_with_the_next_start()
    {
        using var folder = new TempFolder();
        using var peer = new PaperPeer();
        await using (var node = await FederatedNode.StartAsync(folder.File("a.db")))
        {
            await peer.JoinAsync(node);
            await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
            {
                foreach (var registration in (string[])["x'00'", "(SELECT id FROM peers)"])
                {
                    session.Execute($"INSERT INTO dead_letters (peer, fact_id, body_hash, reason, curable, body, attempts, first_us, last_us) VALUES ({registration}, '', x'01', 'shape', 0, NULL, 1, 1, 1)");
                    session.Execute($"INSERT INTO push_letters VALUES ({registration}, x'02', 1, 1)");
                    session.Execute($"INSERT INTO peer_cursors (peer, direction, cursor, updated_us) VALUES ({registration}, 'outbound', 's1', 1)");
                }
                // The store is as an older version left it.
                session.Execute("DELETE FROM schema_migrations WHERE version = 64");
                return true;
            });
        }
        await using var again = await FederatedNode.StartAsync(folder.File("a.db"));
        Assert.Equal("1 1 1", Count(again));
    }

    private static string? Count(FederatedNode node)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        return lease.Session.Scalar(Kept);
    }
}
