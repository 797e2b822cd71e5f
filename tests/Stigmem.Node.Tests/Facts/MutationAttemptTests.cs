using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Somebody who goes around the node, and around none of its triggers (decision 0071).</summary>
public sealed class MutationAttemptTests
{
    private const int ReadWrite = 2;

    [Theory]
    [InlineData("UPDATE facts SET value_v = 'forged'", "update")]
    [InlineData("UPDATE OR IGNORE facts SET interpret_as = 1", "update")]
    [InlineData("UPDATE OR REPLACE facts SET confidence = 0", "update")]
    [InlineData("DELETE FROM facts", "delete")]
    public async Task Is_refused_and_leaves_a_row_in_the_audit_log(string sql, string operation)
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("agent:root", "read", "write", "admin", "audit.read");
        var fact = await admin.Say("editor");
        await admin.Say("reader", relation: "memory:other");
        Try(node.DatabasePath, sql);
        await WatchAsync(node);
        await WatchAsync(node);
        var row = Assert.Single(node.AuditOf("fact_mutation_attempted"));
        Assert.Equal(fact["id"], row.FactId?.ToString());
        Assert.StartsWith($$"""{"operation": "{{operation}}", "attempted_at": "20""", row.Detail, StringComparison.Ordinal);
        Assert.Equal(["editor", "reader"], await admin.Says());
        Assert.True((await admin.Send("GET", "/v1/admin/verify-chain")).Json.GetProperty("verified").GetBoolean());
        var entry = Assert.Single(
            (await admin.Send("GET", "/v1/admin/audit")).Json.GetProperty("entries").EnumerateArray(), entry => entry.Text("event_type") == "fact_mutation_attempted");
        Assert.Equal("denied", entry.Text("outcome"));
    }

    [Fact]
    public async Task Is_found_after_a_restart_too()
    {
        using var folder = new TempFolder();
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("n.db")))
        {
            using var client = node.Anonymous();
            await client.Say("editor");
        }
        Try(folder.File("n.db"), "DELETE FROM facts");
        Try(folder.File("n.db"), "UPDATE facts SET scope = 3");
        await using var again = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("n.db"));
        await WatchAsync(again);
        Assert.Equal(2, again.AuditOf("fact_mutation_attempted").Count);
    }

    private static void Try(string databasePath, string sql)
    {
        using var session = SqlSession.Open(databasePath, ReadWrite);
        Assert.Contains("facts are immutable", Assert.Throws<SqlFailureException>(() => session.Execute(sql)).Message, StringComparison.Ordinal);
    }

    private static Task WatchAsync(TestNode node) => node.App.Services.GetRequiredService<MutationWatchJob>().RunOnceAsync(CancellationToken.None);
}
