using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary><c>Stigmem-Verify: full</c> on a recall.</summary>
public sealed class ChainProofTests
{
    private static readonly (string, string) Verify = ("Stigmem-Verify", "full");

    [Fact]
    public async Task A_proof_covers_the_head_the_way_the_python_client_checks_it()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read", "write");
        for (var i = 0; i < 3; i++)
            await ada.AssertFact($"user:{i}", "memory:role", "painter", "user:ada");
        var proof = (await Ask(ada)).Json.GetProperty("chain_proof");
        Assert.Equal(("default", 3), (proof.GetProperty("tenant_id").GetString(), proof.GetProperty("checked_entries").GetInt64()));
        var head = proof.GetProperty("head_hash").GetString();
        Assert.Matches("^sha256:[0-9a-f]{64}$", head);
        var checkpoint = proof.GetProperty("checkpoint");
        var payload = checkpoint.GetProperty("tl_raw").GetProperty("payload");
        // The six members in the order of their names, as Python's json.dumps(sort_keys=True, separators=(",", ":")) writes them.
        var expected = $$"""{"chain_hash":"{{head}}","covered_chain_seq":3,"created_at":"{{checkpoint.GetProperty("created_at").GetString()}}","kind":"stigmem.fact_chain_checkpoint","tenant_id":"default","version":1}""";
        Assert.Equal(expected, payload.GetRawText());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected))), checkpoint.GetProperty("tl_leaf_hash").GetString());
        Assert.Equal(
            ("default", head, 3, "submitted", "local"),
            (checkpoint.GetProperty("tenant_id").GetString(), checkpoint.GetProperty("chain_hash").GetString(), checkpoint.GetProperty("covered_chain_seq").GetInt64(),
                checkpoint.GetProperty("status").GetString(), checkpoint.GetProperty("tl_backend").GetString()));
        Assert.Matches("^chaincp_[0-9a-f]{32}$", checkpoint.GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_entry_stands_in_the_tree_that_the_node_signs()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read", "write");
        await ada.AssertFact("user:0", "memory:role", "painter", "user:ada");
        var inclusion = (await Ask(ada)).Json.GetProperty("chain_proof").GetProperty("checkpoint").GetProperty("tl_inclusion_proof");
        var head = (await ada.Send("GET", "/v1/federation/log/head")).Json;
        Assert.Equal(head.GetProperty("root_hash").GetString(), inclusion.GetProperty("root_hash").GetString());
        Assert.Equal(1, inclusion.GetProperty("tree_size").GetInt64());
        Assert.Empty(inclusion.GetProperty("hashes").EnumerateArray());
    }

    [Fact]
    public async Task The_same_head_is_logged_once_even_by_a_node_that_was_started_again()
    {
        using var folder = new TempFolder();
        string first;
        await using (var node = await TestNode.StartAsync(databasePath: folder.File("stigmem.db")))
        {
            using var ada = await node.ClientFor("user:ada", "read", "write");
            await ada.AssertFact("user:0", "memory:role", "painter", "user:ada");
            first = CheckpointId(await Ask(ada));
            Assert.Equal(first, CheckpointId(await Ask(ada)));
        }
        await using var again = await TestNode.StartAsync(databasePath: folder.File("stigmem.db"));
        using var bob = await again.ClientFor("user:bob", "read", "write");
        Assert.Equal(first, CheckpointId(await Ask(bob)));
        await bob.AssertFact("user:1", "memory:role", "painter", "user:bob");
        Assert.NotEqual(first, CheckpointId(await Ask(bob)));
    }

    [Fact]
    public async Task Nobody_who_does_not_ask_pays_for_a_proof()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read", "write");
        await ada.AssertFact("user:0", "memory:role", "painter", "user:ada");
        Assert.Equal(JsonValueKind.Null, (await ada.Send("POST", "/v1/recall", """{"query":"painter"}""")).Json.GetProperty("chain_proof").ValueKind);
    }

    [Fact]
    public async Task An_empty_chain_and_a_switched_off_log_have_no_checkpoint()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["TL_BACKEND"] = "off" });
        using var ada = await node.ClientFor("user:ada", "read", "write");
        var empty = (await Ask(ada)).Json.GetProperty("chain_proof");
        Assert.Equal((0, JsonValueKind.Null), (empty.GetProperty("checked_entries").GetInt64(), empty.GetProperty("head_hash").ValueKind));
        await ada.AssertFact("user:0", "memory:role", "painter", "user:ada");
        var proof = (await Ask(ada)).Json.GetProperty("chain_proof");
        Assert.Equal((1, JsonValueKind.Null), (proof.GetProperty("checked_entries").GetInt64(), proof.GetProperty("checkpoint").ValueKind));
    }

    [Theory]
    [InlineData("UPDATE facts SET interpret_as = 1 WHERE chain_seq = 2", "chain_hash_mismatch", 2)]
    [InlineData("UPDATE facts SET value_v = 'forged' WHERE chain_seq = 2", "event_hash_mismatch", 2)]
    [InlineData("DELETE FROM facts WHERE chain_seq = 2", "chain_seq_gap", 2)]
    public async Task A_chain_that_does_not_hold_is_refused_with_its_place(string tampering, string reason, int place)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read", "write");
        for (var i = 0; i < 3; i++)
            await ada.AssertFact($"user:{i}", "memory:role", "painter", "user:ada");
        RawStore.Tamper(node.DatabasePath, tampering);
        var answer = await Ask(ada);
        Assert.Equal((HttpStatusCode.Conflict, "fact_chain_mismatch"), (answer.Status, answer.Detail));
        var detail = answer.Json.GetProperty("detail");
        Assert.Equal((reason, place), (detail.GetProperty("mismatch_reason").GetString(), detail.GetProperty("chain_seq").GetInt32()));
    }

    [Fact]
    public async Task What_was_walked_is_walked_again_after_an_hour_and_its_end_each_time()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var ada = await node.ClientFor("user:ada", "read", "write");
        for (var i = 0; i < 3; i++)
            await ada.AssertFact($"user:{i}", "memory:role", "painter", "user:ada");
        Assert.Equal(HttpStatusCode.OK, (await Ask(ada)).Status);
        RawStore.Tamper(node.DatabasePath, "UPDATE facts SET actor = 'user:eve' WHERE chain_seq = 1");
        // Within the hour only what is new is walked.
        await ada.AssertFact("user:3", "memory:role", "painter", "user:ada");
        Assert.Equal(4, (await Ask(ada)).Json.GetProperty("chain_proof").GetProperty("checked_entries").GetInt64());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Conflict, (await Ask(ada)).Status);
    }

    [Fact]
    public async Task Facts_that_were_cut_off_at_the_end_are_missed_at_once()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("user:ada", "read", "write");
        for (var i = 0; i < 3; i++)
            await ada.AssertFact($"user:{i}", "memory:role", "painter", "user:ada");
        Assert.Equal(HttpStatusCode.OK, (await Ask(ada)).Status);
        RawStore.Tamper(node.DatabasePath, "DELETE FROM facts WHERE chain_seq = 3");
        Assert.Equal("fact_chain_mismatch", (await Ask(ada)).Detail);
    }

    [Fact]
    public async Task A_proof_speaks_of_the_callers_tenant_alone()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "1" });
        using var ada = await node.ClientFor("user:ada", "read", "write");
        using var eve = await node.ClientFor(new KeyGrant { EntityUri = "user:eve", Tenant = "other" });
        await ada.AssertFact("user:0", "memory:role", "painter", "user:ada");
        await eve.AssertFact("user:1", "memory:role", "painter", "user:eve");
        await eve.AssertFact("user:2", "memory:role", "painter", "user:eve");
        var proof = (await Ask(ada)).Json.GetProperty("chain_proof");
        Assert.Equal(("default", 1), (proof.GetProperty("tenant_id").GetString(), proof.GetProperty("checked_entries").GetInt64()));
        Assert.Equal(2, (await Ask(eve)).Json.GetProperty("chain_proof").GetProperty("checked_entries").GetInt64());
    }

    private static Task<Http.Answer> Ask(HttpClient client) => client.Send("POST", "/v1/recall", """{"query":"painter"}""", Verify);

    private static string CheckpointId(Http.Answer answer) =>
        answer.Json.GetProperty("chain_proof").GetProperty("checkpoint").GetProperty("id").GetString()!;
}
