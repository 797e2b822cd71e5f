using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.ContentIds;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Signed heads of the audit chain: what they show that the chain alone does not.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _keys;

    private string Database => _folder.File("n.db");

    [Fact]
    public async Task A_checkpoint_is_the_signed_head()
    {
        await using var node = await TestNode.StartAsync(time: new FakeTime(), databasePath: Database);
        using var admin = await node.ClientFor("user:root", "admin");
        using var reader = await node.ClientFor("agent:reader", "read", "write");
        Assert.Equal((HttpStatusCode.NotFound, "the audit log is empty"), await Refusal(admin));
        await Fill(admin, 3);
        var (kept, signature) = await Checkpoint(admin);
        Assert.Equal((ChainCheckpoint.AuditKind, "default", 3, "2026-03-04T05:06:07+00:00"), (kept.Kind, kept.Tenant, kept.CoveredChainSeq, kept.CreatedAt));
        Assert.Equal((await Verify(admin)).GetProperty("audit_head").GetString(), kept.ChainHash.ToString());
        var key = (await admin.Send("GET", "/v1/admin/audit/checkpoint"))["public_key"]!;
        Assert.True(kept.IsSignedBy(key, signature));
        Assert.False((kept with { CoveredChainSeq = 2 }).IsSignedBy(key, signature));
        Assert.Equal((HttpStatusCode.Forbidden, "audit.read capability required"), await Refusal(reader));
    }

    [Fact]
    public async Task Rows_cut_off_while_the_node_is_down_are_missed()
    {
        await using (var node = await TestNode.StartAsync(databasePath: Database))
        {
            using var admin = await node.ClientFor("user:root", "admin");
            await Fill(admin, 4);
            await node.App.Services.GetRequiredService<AuditCheckpointJob>().RunOnceAsync(default);
        }
        RawStore.Tamper(Database, "DELETE FROM audit_events WHERE chain_seq = 4");
        await using var again = await TestNode.StartAsync(databasePath: Database);
        using var after = await again.ClientFor("user:root", "admin");
        var failure = (await Verify(after)).GetProperty("failure");
        Assert.Equal(("audit", "fact_missing", 4), (failure.GetProperty("chain").GetString(), failure.GetProperty("mismatch_reason").GetString(), failure.GetProperty("chain_seq").GetInt64()));
        await Fill(after, 1);
        failure = (await Verify(after)).GetProperty("failure");
        Assert.Equal(("chain_hash_mismatch", 4), (failure.GetProperty("mismatch_reason").GetString(), failure.GetProperty("chain_seq").GetInt64()));
    }

    [Theory]
    [InlineData("UPDATE audit_checkpoints SET chain_hash = zeroblob(32)", true)] // no longer what was signed, so it says nothing
    [InlineData("UPDATE audit_checkpoints SET chain_seq = 2", true)]
    [InlineData("UPDATE audit_checkpoints SET key_id = 'somebody'", true)]
    [InlineData("UPDATE audit_checkpoints SET chain_hash = x'00'", true)]
    [InlineData("UPDATE audit_checkpoints SET signature = 'x'", true)]
    [InlineData("UPDATE audit_events SET entity_uri = 'user:x' WHERE chain_seq = 3", false)]
    public async Task A_checkpoint_that_nobody_signed_says_nothing(string sql, bool isVerified)
    {
        await using var node = await TestNode.StartAsync(databasePath: Database);
        using var admin = await node.ClientFor("user:root", "admin");
        await Fill(admin, 3);
        await Checkpoint(admin);
        RawStore.Tamper(Database, sql);
        Assert.Equal(isVerified, (await Verify(admin)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task A_head_that_was_kept_elsewhere_must_still_be_there()
    {
        await using var node = await TestNode.StartAsync(databasePath: Database);
        using var admin = await node.ClientFor("user:root", "admin");
        await Fill(admin, 2);
        var (kept, _) = await Checkpoint(admin);
        await Fill(admin, 2);
        Assert.True((await Verify(admin, kept)).GetProperty("verified").GetBoolean());
        Assert.Equal("chain_hash_mismatch", Reason(await Verify(admin, kept with { CoveredChainSeq = 1 })));
        Assert.Equal("fact_missing", Reason(await Verify(admin, kept with { CoveredChainSeq = 9 })));
        foreach (var query in new[] { "audit_chain_seq=1", $"audit_chain_hash={kept.ChainHash}", "audit_chain_seq=1&audit_chain_hash=x" })
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.Send("GET", $"/v1/admin/verify-chain?{query}")).Status);
    }

    [Fact]
    public async Task Few_are_kept_and_only_of_chains_that_have_grown()
    {
        await using var node = await TestNode.StartAsync(databasePath: Database);
        using var admin = await node.ClientFor("user:root", "admin");
        for (var i = 0; i < 12; i++)
        {
            await Fill(admin, 1);
            await Checkpoint(admin);
            await Checkpoint(admin);
        }
        using var session = SqlSession.Open(Database, 1);
        Assert.Equal("3,4,5,6,7,8,9,10,11,12", string.Join(',', session.Column("SELECT chain_seq FROM audit_checkpoints ORDER BY chain_seq")));
    }

    [Fact]
    public async Task Rows_that_were_pruned_since_are_not_asked_for()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUDIT_RETENTION_DAYS"] = "30" }, time, Database);
        using var admin = await node.ClientFor("user:root", "admin");
        await Fill(admin, 2);
        await Checkpoint(admin);
        time.Advance(TimeSpan.FromDays(31));
        await node.App.Services.GetRequiredService<AuditRetentionJob>().RunOnceAsync(default);
        Assert.True((await Verify(admin)).GetProperty("verified").GetBoolean());
    }

    public void Dispose() => _folder.Dispose();

    private async Task Fill(HttpClient admin, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            var made = await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{_keys++}}","entity_uri":"user:x"}""");
            Assert.Equal(HttpStatusCode.Created, made.Status);
        }
    }

    private static async Task<(ChainCheckpoint Kept, string Signature)> Checkpoint(HttpClient client)
    {
        var record = (await client.Send("GET", "/v1/admin/audit/checkpoint")).Json;
        var text = (string name) => record.GetProperty(name).GetString()!;
        Assert.True(ContentId.TryParse(text("chain_hash"), out var hash));
        return (new ChainCheckpoint(text("kind"), text("tenant_id"), record.GetProperty("covered_chain_seq").GetInt64(), hash, text("created_at"), text("key_id")), text("signature"));
    }

    private static async Task<(HttpStatusCode, string?)> Refusal(HttpClient client)
    {
        var answer = await client.Send("GET", "/v1/admin/audit/checkpoint");
        return (answer.Status, answer.Detail);
    }

    private static string? Reason(JsonElement report) => report.GetProperty("failure").GetProperty("mismatch_reason").GetString();

    private static async Task<JsonElement> Verify(HttpClient admin, ChainCheckpoint? kept = null) => (await admin.Send(
        "GET", $"/v1/admin/verify-chain{(kept is null ? "" : $"?audit_chain_seq={kept.CoveredChainSeq}&audit_chain_hash={kept.ChainHash}")}")).Json;
}
