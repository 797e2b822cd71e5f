using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Who may see which facts were not stored, and how many are kept.</summary>
public sealed class DeadLetterListTests
{
    [Fact]
    public async Task Letters_are_listed_page_by_page_with_their_reasons()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        for (var i = 0; i < 5; i++)
            peer.Facts.Enqueue(PeerFacts.Of(peer, $"{i}", scope: "company").ToJsonString());
        peer.Facts.Enqueue(PeerFacts.Of(peer, relation: "instruction:do").ToJsonString());
        var id = await peer.JoinAsync(node, "public");
        await FederatedNode.Until(() => Task.FromResult(Count(node) == 6));
        List<string> reasons = [];
        var cursor = "";
        do
        {
            var page = await node.Operator.Send("GET", $"/v1/federation/letters?peer_id={id}&limit=4&cursor={cursor}");
            Assert.True(page.Status == HttpStatusCode.OK, page.Text);
            foreach (var letter in page.Json.GetProperty("letters").EnumerateArray())
            {
                Assert.Equal((id, peer.NodeId), (letter.Text("peer_id"), letter.Text("node_id")));
                reasons.Add($"{letter.Text("reason")} {letter.GetProperty("curable").GetBoolean()}");
            }
            cursor = page["cursor"];
        }
        while (cursor != "");
        Assert.Equal(["quarantine_garden_required True", .. Enumerable.Repeat("scope_not_permitted False", 5)], reasons.Order(StringComparer.Ordinal));
        var other = await node.Operator.Send("GET", $"/v1/federation/letters?peer_id={Guid.NewGuid()}");
        Assert.Equal(0, other.Json.GetProperty("letters").GetArrayLength());
    }

    [Fact]
    public async Task Only_operators_of_federation_may_ask_and_cursors_are_checked()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reader = await node.Node.ClientFor("agent:reader", "read", "write");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Send("GET", "/v1/federation/letters")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Operator.Send("GET", "/v1/federation/letters?cursor=x")).Status);
        Assert.Equal(422, (int)(await node.Operator.Send("GET", "/v1/federation/letters?limit=501")).Status);
    }

    [Fact]
    public async Task A_peer_with_too_many_letters_loses_the_oldest_that_nothing_cures_and_that_is_audited()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        await FillAsync(node, Guid.Parse(id));
        peer.Facts.Enqueue(PeerFacts.Of(peer, "newest", scope: "company").ToJsonString());
        var approved = await node.Operator.Send(
            "POST", $"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{Stigmem.Core.Signatures.KeyFingerprint.OfKeyText(peer.Key.PublicKeyText)}}"}""");
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        await FederatedNode.Until(async () => (await node.Audited("dead_letters_dropped")).Count == 1);
        Assert.Equal(DeadLetters.MostOfPeer, Count(node));
        Assert.Equal("1", Assert.Single(await node.Audited("dead_letters_dropped")).GetProperty("detail").Text("letters"));
        // The oldest of all may be cured; the second oldest goes.
        Assert.Equal((1, 0, 1), (Count(node, "fact_id = 'f0'"), Count(node, "fact_id = 'f1'"), Count(node, "fact_id = 'f2'")));
    }

    /// <summary>A few large facts take as much as thousands of small ones; what has no body is not in their way.</summary>
    [Fact]
    public async Task A_peer_with_too_much_in_its_letters_loses_the_oldest_of_them_and_that_is_audited()
    {
        const int Most = 1024 * 1024;
        const int Large = 60_000;
        const int Facts = 30;
        await using var node = await FederatedNode.StartAsync(null, ("FEDERATION_DEAD_LETTER_BYTES", $"{Most}"));
        await using var peer = await LyingPeer.StartAsync();
        peer.Facts.Enqueue(PeerFacts.Of(peer, scope: "company").ToJsonString());
        for (var i = 0; i < Facts; i++)
            peer.Facts.Enqueue(Instruction(peer, i, Large));
        var id = await peer.JoinAsync(node, "public");
        await FederatedNode.Until(async () => (await node.Audited("dead_letters_dropped")).Count == 1);
        // What a letter is beside its value takes a little.
        var kept = Most / (Large + 1_000);
        Assert.Equal((kept + 1, 1), (Count(node), Count(node, "reason = 'scope_not_permitted'")));
        Assert.Equal($"{Facts - kept}", Assert.Single(await node.Audited("dead_letters_dropped")).GetProperty("detail").Text("letters"));
        Assert.Equal((kept + 1, Sum(node)), Totals(node));

        peer.Facts.Enqueue(Instruction(peer, Facts, Large));
        await FederatedNode.Until(() => Task.FromResult(Count(node, $"body LIKE '%\"n{Facts} %' ESCAPE '!'") == 1));
        Assert.Equal((kept + 1, Sum(node)), Totals(node));

        await node.Operator.Send("DELETE", $"/v1/federation/peers/{id}");
        Assert.Equal((0, 0), Totals(node));
    }

    private static string Instruction(LyingPeer peer, int number, int bytes) =>
        PeerFacts.Of(peer, $"n{number} {new string('x', bytes)}", relation: $"instruction:{number}").ToJsonString();

    private static (long Letters, long Bytes) Totals(FederatedNode node) => (Number(node, "coalesce(sum(letters), 0) FROM dead_letter_totals"), Number(node, "coalesce(sum(bytes), 0) FROM dead_letter_totals"));

    private static long Sum(FederatedNode node) => Number(node, "sum(length(CAST(body AS BLOB))) FROM dead_letters");

    private static long Number(FederatedNode node, string what)
    {
        using var lease = node.Node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var row = lease.Session.Use(new SqlText($"SELECT {what}"));
        row.Step();
        return row.GetInt64(0);
    }

    private static Task<bool> FillAsync(FederatedNode node, Guid peer) => node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
    {
        using var fill = session.Use(new SqlText(
            """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)
            INSERT INTO dead_letters (peer, fact_id, body_hash, reason, curable, body, attempts, first_us, last_us)
            SELECT ?1, 'f' || i, randomblob(32), 'busy', i = 0, NULL, 1, i, i FROM n
            """));
        fill.Bind(1, peer).Bind(2, (long)DeadLetters.MostOfPeer).Execute();
        return true;
    });

    private static long Count(FederatedNode node, string where = "true") => Number(node, $"count(*) FROM dead_letters WHERE {where}");
}
