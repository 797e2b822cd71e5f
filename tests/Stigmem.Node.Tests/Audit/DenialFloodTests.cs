using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Refusals while the writer cannot take the rows about them.</summary>
public sealed class DenialFloodTests
{
    private const int MostWaiting = 4_096;
    private const int TooMany = 50;

    [Fact]
    public async Task Rows_of_refusals_beyond_the_bound_are_dropped_and_counted()
    {
        await using var node = await TestNode.StartAsync();
        var engine = node.App.Services.GetRequiredService<SqlEngine>();
        using var nobody = await node.ClientFor("agent:nobody");
        using var admin = await node.ClientFor("agent:admin", "admin", "audit.read");
        using (var hold = new ManualResetEventSlim())
        {
            var holding = new TaskCompletionSource();
            var held = engine.WriteAsync(_ =>
            {
                holding.SetResult();
                hold.Wait();
                return true;
            });
            await holding.Task;
            try
            {
                for (var i = 0; i < MostWaiting + TooMany; i++)
                    Assert.Equal(HttpStatusCode.Forbidden, (await nobody.Send("GET", "/v1/admin/verify-chain")).Status);
                Assert.Equal(MostWaiting, engine.WritesWaiting);
            }
            finally
            {
                hold.Set();
                await held;
            }
        }
        // What waited is committed before this write is answered.
        await admin.Send("POST", "/v1/auth/keys", """{"raw_key":"a-key-of-at-least-thirty-two-characters-1","entity_uri":"user:x"}""");

        var metrics = (await admin.Send("GET", "/metrics")).Text;
        Assert.Contains($$"""stigmem_audit_dropped_total{event_type="access_denied",tenant="default"} {{TooMany}}""", metrics, StringComparison.Ordinal);
        Assert.Contains($$"""stigmem_audit_event_total{event_type="access_denied",tenant="default"} {{MostWaiting}}""", metrics, StringComparison.Ordinal);
        var report = (await admin.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((true, MostWaiting + 1), (report.GetProperty("verified").GetBoolean(), report.GetProperty("audit_checked").GetInt64()));
    }
}
