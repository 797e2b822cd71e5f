using System.Net;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

public sealed class AdminAuditTests
{
    [Fact]
    public async Task Lists_everything_by_sequence_with_detail_as_text_and_as_object()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin", "read", "write", "audit.read");
        var fact = await admin.AssertFact("user:x", "memory:a", "hush", "user:root");
        await admin.Send("POST", "/v1/auth/keys", """{"raw_key":"a-key-of-at-least-thirty-two-characters","entity_uri":"user:x"}""");
        var page = await admin.Send("GET", "/v1/admin/audit");
        var entries = page.Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal((2, JsonValueKind.Null), (page.Json.GetProperty("total").GetInt32(), page.Json.GetProperty("next_cursor").ValueKind));
        Assert.Equal(
            $$"""{"seq":1,"id":"{{fact["id"]}}","event_type":"fact_write","entity_uri":"user:root","oidc_sub":null,"fact_id":"{{fact["id"]}}","source":"user:root","attested_key_id":null,"ts":"2026-03-04T05:06:07+00:00","tenant_id":"default","detail":null,"detail_json":null,"outcome":"success","hlc":"{{fact["hlc"]}}"}""",
            entries[0].GetRawText());
        Assert.Equal("admin_action", entries[1].GetProperty("event_type").GetString());
        Assert.Equal("api_key_register", entries[1].GetProperty("detail_json").GetProperty("action").GetString());
        Assert.Equal(JsonValueKind.String, entries[1].GetProperty("detail").ValueKind);
        // One clock for both, so that rows of several nodes have one order.
        Assert.True(string.CompareOrdinal(entries[0].GetProperty("hlc").GetString(), entries[1].GetProperty("hlc").GetString()) < 0);
    }

    [Fact]
    public async Task Pages_by_sequence_and_filters()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin", "write", "audit.read");
        using var ada = await node.ClientFor("agent:ada", "write");
        for (var i = 0; i < 6; i++)
        {
            await ada.AssertFact("user:x", $"memory:r{i}", "1", "user:root");
            await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{i}}","entity_uri":"user:x"}""");
            time.Advance(TimeSpan.FromMinutes(1));
        }
        List<long> seqs = [];
        long? cursor = 0;
        while (cursor is not null)
        {
            var page = (await admin.Send("GET", $"/v1/admin/audit?limit=5&cursor={cursor}")).Json;
            seqs.AddRange(Seqs(page));
            cursor = page.GetProperty("next_cursor").Deserialize<long?>();
        }
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), seqs);
        Assert.Equal(6, Seqs((await admin.Send("GET", "/v1/admin/audit?event_type=fact_write")).Json).Count());
        Assert.Equal(6, Seqs((await admin.Send("GET", "/v1/admin/audit?principal=Agent:Ada")).Json).Count());
        Assert.Empty(Seqs((await admin.Send("GET", "/v1/admin/audit?event_type=fact_write&principal=user:root")).Json));
        Assert.Equal([5, 6, 7], Seqs((await admin.Send("GET", "/v1/admin/audit?since=2026-03-04T05:08:07Z&until=2026-03-04T05:09:07Z")).Json));
        Assert.Equal([6, 7], Seqs((await admin.Send("GET", "/v1/admin/audit?cursor=5&since=2026-03-04T05:08:07+00:00&until=2026-03-04T05:09:07+00:00")).Json));
        Assert.Empty(Seqs((await admin.Send("GET", "/v1/admin/audit?since=2027-01-01")).Json));
        Assert.Equal(12, Seqs((await admin.Send("GET", "/v1/admin/audit?since=2020-01-01")).Json).Count());
    }

    [Fact]
    public async Task Needs_audit_read_and_nothing_else_will_do()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin", "read", "write", "federate");
        var refused = await admin.Send("GET", "/v1/admin/audit");
        Assert.Equal((HttpStatusCode.Forbidden, "audit.read capability required"), (refused.Status, refused.Detail));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.Send("GET", "/v1/admin/audit?limit=1001")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.Send("GET", "/v1/admin/audit?cursor=x")).Status);
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        Assert.Equal("since must be an ISO 8601 date or time", (await auditor.Send("GET", "/v1/admin/audit?since=yesterday")).Detail);
        var denied = (await auditor.Send("GET", "/v1/admin/audit?event_type=access_denied")).Json.GetProperty("entries")[0];
        Assert.Equal(("user:root", "denied"), (denied.GetProperty("entity_uri").GetString(), denied.GetProperty("outcome").GetString()));
        await using var open = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var nobody = open.Anonymous();
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.Send("GET", "/v1/admin/audit")).Status);
    }

    private static IEnumerable<long> Seqs(JsonElement page) => page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt64());
}
