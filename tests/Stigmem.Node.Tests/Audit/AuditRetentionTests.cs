using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Audit rows older than the operator wants to keep.</summary>
public sealed class AuditRetentionTests
{
    private static readonly Dictionary<string, string> ThirtyDays = new() { ["AUDIT_RETENTION_DAYS"] = "30" };
    private readonly FakeTime _time = new();
    private int _keys;

    [Fact]
    public async Task Old_rows_are_gone_the_chain_holds_and_facts_stay()
    {
        using var folder = new TempFolder();
        await using (var node = await TestNode.StartAsync(ThirtyDays, _time, folder.File("n.db")))
        {
            using var admin = await FillAsync(node);
            await PruneAsync(node);
            Assert.Equal(["admin_action", "admin_action", "audit_pruned", "fact_write"], await EventsAsync(admin));
            var report = await VerifyAsync(admin);
            Assert.Equal((true, 3, 1), (report.GetProperty("verified").GetBoolean(), report.GetProperty("audit_checked").GetInt64(), report.GetProperty("facts_checked").GetInt64()));
        }
        await using var again = await TestNode.StartAsync(ThirtyDays, _time, folder.File("n.db"));
        using var after = await again.ClientFor("user:root", "admin", "audit.read");
        await MakeKeyAsync(after);
        Assert.True((await VerifyAsync(after)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Whatever_was_pruned_twice_or_wholly_can_still_be_verified()
    {
        await using var node = await TestNode.StartAsync(ThirtyDays, _time);
        using var admin = await FillAsync(node);
        await PruneAsync(node);
        _time.Advance(TimeSpan.FromDays(31));
        await PruneAsync(node);
        await PruneAsync(node);
        Assert.Equal(["audit_pruned", "fact_write"], await EventsAsync(admin));
        Assert.True((await VerifyAsync(admin)).GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Nothing_is_pruned_unless_it_was_asked_for()
    {
        await using var node = await TestNode.StartAsync(time: _time);
        using var admin = await FillAsync(node);
        await PruneAsync(node);
        Assert.Equal(5, (await VerifyAsync(admin)).GetProperty("audit_checked").GetInt64());
    }

    [Theory]
    [InlineData("DELETE FROM audit_events WHERE chain_seq = 4", 4)]
    [InlineData("DELETE FROM audit_events WHERE event_type = 'audit_pruned'", 1)]
    [InlineData("UPDATE audit_events SET detail = replace(detail, ': 3,', ': 4,') WHERE event_type = 'audit_pruned'", 5)]
    [InlineData("UPDATE audit_events SET detail = replace(detail, 'sha256:', 'sha256:0') WHERE event_type = 'audit_pruned'", 1)]
    [InlineData("UPDATE audit_events SET detail = '{}' WHERE event_type = 'audit_pruned'", 1)]
    public async Task A_pruning_hides_no_other_change(string sql, long place)
    {
        await using var node = await TestNode.StartAsync(ThirtyDays, _time);
        using var admin = await FillAsync(node);
        await PruneAsync(node);
        RawStore.Tamper(node.DatabasePath, sql);
        var report = await VerifyAsync(admin);
        Assert.False(report.GetProperty("verified").GetBoolean());
        Assert.Equal(("audit", place), (report.GetProperty("failure").GetProperty("chain").GetString(), report.GetProperty("failure").GetProperty("chain_seq").GetInt64()));
    }

    [Fact]
    public async Task Rows_cannot_be_deleted_without_a_pruning()
    {
        await using var node = await TestNode.StartAsync(ThirtyDays, _time);
        using var admin = await FillAsync(node);
        await PruneAsync(node);
        using var session = SqlSession.Open(node.DatabasePath, 2);
        Assert.Contains("immutable", Assert.Throws<SqlFailureException>(() => session.Execute("DELETE FROM audit_events")).Message, StringComparison.Ordinal);
    }

    /// <summary>A fact and three audit rows of old, two of today.</summary>
    private async Task<HttpClient> FillAsync(TestNode node)
    {
        var admin = await node.ClientFor("user:root", "admin", "read", "write", "audit.read");
        await admin.AssertFact("user:x", "memory:r", "1", "user:root");
        for (var i = 0; i < 3; i++)
            await MakeKeyAsync(admin);
        _time.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 2; i++)
            await MakeKeyAsync(admin);
        return admin;
    }

    private async Task MakeKeyAsync(HttpClient admin) => Assert.Equal(
        HttpStatusCode.Created,
        (await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{_keys++}}","entity_uri":"user:x"}""")).Status);

    private static Task PruneAsync(TestNode node) => node.App.Services.GetRequiredService<AuditRetentionJob>().RunOnceAsync(default);

    private static async Task<JsonElement> VerifyAsync(HttpClient admin) => (await admin.Send("GET", "/v1/admin/verify-chain")).Json;

    private static async Task<IEnumerable<string?>> EventsAsync(HttpClient admin) =>
        (await admin.Send("GET", "/v1/admin/audit")).Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("event_type").GetString()).Order();
}
