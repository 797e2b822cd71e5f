using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Auth;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

public sealed class ChainVerifierTests
{
    private const int Facts = 5;
    private const int Events = 3;

    [Fact]
    public async Task A_log_that_nobody_touched_holds()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await Fill(node);
        var report = (await admin.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.True(report.GetProperty("verified").GetBoolean());
        Assert.Equal(("default", Facts, Events), (report.GetProperty("tenant_id").GetString(), report.GetProperty("facts_checked").GetInt64(), report.GetProperty("audit_checked").GetInt64()));
        Assert.Matches("^sha256:[0-9a-f]{64}$", report.GetProperty("facts_head").GetString());
        Assert.Matches("^sha256:[0-9a-f]{64}$", report.GetProperty("audit_head").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("failure").ValueKind);
    }

    [Fact]
    public async Task An_empty_log_holds()
    {
        await using var node = await TestNode.StartAsync();
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        var report = (await auditor.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((true, JsonValueKind.Null), (report.GetProperty("verified").GetBoolean(), report.GetProperty("facts_head").ValueKind));
    }

    [Theory]
    [InlineData("UPDATE facts SET value_v = 'forged' WHERE chain_seq = 3", "facts", "event_hash_mismatch", 3)]
    [InlineData("UPDATE facts SET confidence = 0.5 WHERE chain_seq = 3", "facts", "event_hash_mismatch", 3)]
    [InlineData("UPDATE facts SET cid = zeroblob(32) WHERE chain_seq = 1", "facts", "event_hash_mismatch", 1)]
    [InlineData("UPDATE facts SET cid = zeroblob(3) WHERE chain_seq = 1", "facts", "event_hash_mismatch", 1)]
    [InlineData("UPDATE facts SET scope = 9 WHERE chain_seq = 2", "facts", "event_hash_mismatch", 2)]
    [InlineData("UPDATE facts SET timestamp_us = timestamp_us + 1 WHERE chain_seq = 2", "facts", "chain_hash_mismatch", 2)]
    [InlineData("UPDATE facts SET interpret_as = 1 WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET valid_until = '2020-01-01' WHERE chain_seq = 4", "facts", "event_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET valid_until = '1970-01-01', valid_until_us = 0 WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET actor = 'user:eve' WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET garden = zeroblob(16) WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET derived_from = '[{}]' WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET recorded_us = recorded_us + 1, timestamp_us = timestamp_us + 1 WHERE chain_seq = 4", "facts", "chain_hash_mismatch", 4)]
    [InlineData("UPDATE facts SET chain_hash = zeroblob(32) WHERE chain_seq = 2", "facts", "chain_hash_mismatch", 2)]
    [InlineData("UPDATE facts SET chain_seq = 9 WHERE chain_seq = 2", "facts", "chain_seq_gap", 2)]
    [InlineData("DELETE FROM facts WHERE chain_seq = 2", "facts", "chain_seq_gap", 2)]
    [InlineData("DELETE FROM facts WHERE chain_seq = 1", "facts", "chain_seq_gap", 1)]
    [InlineData("DELETE FROM facts WHERE chain_seq = 5", "facts", "fact_missing", 5)]
    [InlineData("DELETE FROM facts", "facts", "fact_missing", 1)]
    [InlineData("UPDATE facts SET tenant = 7 WHERE chain_seq = 5", "facts", "fact_missing", 5)]
    [InlineData("UPDATE audit_events SET detail = '{}' WHERE chain_seq = 2", "audit", "chain_hash_mismatch", 2)]
    [InlineData("UPDATE audit_events SET outcome = 'denied' WHERE chain_seq = 2", "audit", "chain_hash_mismatch", 2)]
    [InlineData("UPDATE audit_events SET entity_uri = 'user:other' WHERE chain_seq = 1", "audit", "chain_hash_mismatch", 1)]
    [InlineData("DELETE FROM audit_events WHERE chain_seq = 2", "audit", "chain_seq_gap", 2)]
    [InlineData("DELETE FROM audit_events WHERE chain_seq = 3", "audit", "fact_missing", 3)]
    public async Task What_somebody_changed_in_the_file_is_found_at_its_place(string sql, string chain, string reason, long place)
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await Fill(node);
        RawStore.Tamper(node.DatabasePath, sql);
        var report = (await admin.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.False(report.GetProperty("verified").GetBoolean());
        var failure = report.GetProperty("failure");
        Assert.Equal(
            (chain, reason, place),
            (failure.GetProperty("chain").GetString(), failure.GetProperty("mismatch_reason").GetString(), failure.GetProperty("chain_seq").GetInt64()));
        Assert.Equal(place - 1, report.GetProperty(chain == "facts" ? "facts_checked" : "audit_checked").GetInt64());
    }

    [Fact]
    public async Task Tenants_have_chains_of_their_own()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var here = await node.ClientFor("agent:ada", "write", "admin");
        using var there = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["write", "admin"], Tenant = "acme" });
        for (var i = 0; i < 3; i++)
        {
            await here.AssertFact("user:x", $"memory:r{i}", "1", "agent:ada");
            await there.AssertFact("user:x", $"memory:r{i}", "1", "agent:ada");
        }
        RawStore.Tamper(node.DatabasePath, "UPDATE facts SET value_v = '2' WHERE chain_seq = 2 AND tenant = 1");
        Assert.False((await here.Send("GET", "/v1/admin/verify-chain")).Json.GetProperty("verified").GetBoolean());
        var other = (await there.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((true, "acme", 3), (other.GetProperty("verified").GetBoolean(), other.GetProperty("tenant_id").GetString(), other.GetProperty("facts_checked").GetInt64()));
        Assert.Equal(["acme"], other.GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("tenant_id").GetString()));
    }

    [Theory]
    [InlineData("UPDATE facts SET value_v = '2' WHERE chain_seq = 2 AND tenant = 2", "acme", 2)]
    [InlineData("UPDATE facts SET tenant = 7 WHERE chain_seq = 3 AND tenant = 2", "acme", 3)]
    [InlineData("UPDATE facts SET tenant = 1 WHERE chain_seq = 3 AND tenant = 2", "default", 2)]
    public async Task Who_is_not_kept_apart_sees_the_chains_of_all_tenants(string sql, string tenant, long place)
    {
        using var folder = new TempFolder();
        var path = folder.File("n.db");
        await using (var apart = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" }, databasePath: path))
        {
            using var here = await apart.ClientFor("agent:ada", "write");
            using var there = await apart.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["write"], Tenant = "acme" });
            await here.AssertFact("user:x", "memory:r", "1", "agent:ada");
            for (var i = 0; i < 3; i++)
                await there.AssertFact("user:x", $"memory:r{i}", "1", "agent:ada");
        }
        await using var node = await TestNode.StartAsync(databasePath: path);
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        var whole = (await auditor.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((true, 1), (whole.GetProperty("verified").GetBoolean(), whole.GetProperty("facts_checked").GetInt64()));
        Assert.Equal(
            [("default", 1L), ("acme", 3L)],
            whole.GetProperty("tenants").EnumerateArray().Select(of => (of.GetProperty("tenant_id").GetString()!, of.GetProperty("facts_checked").GetInt64())));

        RawStore.Tamper(node.DatabasePath, sql);
        var report = (await auditor.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.False(report.GetProperty("verified").GetBoolean());
        var failure = report.GetProperty("failure");
        Assert.Equal((tenant, place), (failure.GetProperty("tenant_id").GetString(), failure.GetProperty("chain_seq").GetInt64()));
    }

    [Fact]
    public async Task Who_holds_the_file_sees_the_chains_of_all_tenants_even_where_they_are_kept_apart()
    {
        const string hostKey = "a-key-of-at-least-thirty-two-characters";
        await using var node = await TestNode.StartAsync(
            new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" },
            configure: services => services.AddSingleton(new HostKey(hostKey, "agent:admin")));
        using var there = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["write"], Tenant = "acme" });
        await there.AssertFact("user:x", "memory:r", "1", "agent:ada");
        using var host = node.ClientWith(hostKey);
        var report = (await host.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal(["default", "acme"], report.GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("tenant_id").GetString()));
    }

    [Fact]
    public async Task A_row_of_a_tenant_that_does_not_exist_is_found_after_a_restart()
    {
        using var folder = new TempFolder();
        var path = folder.File("n.db");
        await using (var first = await TestNode.StartAsync(databasePath: path))
            (await Fill(first)).Dispose();
        RawStore.Tamper(path, "UPDATE facts SET tenant = 7 WHERE chain_seq = 5");
        await using var node = await TestNode.StartAsync(databasePath: path);
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        var report = (await auditor.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((false, "#7"), (report.GetProperty("verified").GetBoolean(), report.GetProperty("failure").GetProperty("tenant_id").GetString()));
    }

    [Fact]
    public async Task A_log_of_many_batches_holds_while_it_grows_and_after_a_restart()
    {
        using var folder = new TempFolder();
        await using (var first = await TestNode.StartAsync(databasePath: folder.File("n.db")))
        {
            using var admin = await first.ClientFor("user:root", "admin", "write");
            var writes = Enumerable.Range(0, 32).Select(async worker =>
            {
                for (var i = 0; i < 130; i++)
                    await admin.AssertFact("user:x", $"memory:w{worker}n{i}", "1", "user:root");
            }).ToList();
            for (var i = 0; i < 3; i++)
                Assert.True((await admin.Send("GET", "/v1/admin/verify-chain")).Json.GetProperty("verified").GetBoolean());
            await Task.WhenAll(writes);
        }
        await using var second = await TestNode.StartAsync(databasePath: folder.File("n.db"));
        using var auditor = await second.ClientFor("user:auditor", "audit.read", "write");
        await auditor.AssertFact("user:x", "memory:after", "1", "user:auditor");
        var report = (await auditor.Send("GET", "/v1/admin/verify-chain")).Json;
        Assert.Equal((true, 32 * 130 + 1), (report.GetProperty("verified").GetBoolean(), report.GetProperty("facts_checked").GetInt64()));
    }

    [Fact]
    public async Task Needs_audit_read_or_admin()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var refused = await ada.Send("GET", "/v1/admin/verify-chain");
        Assert.Equal((HttpStatusCode.Forbidden, "audit.read capability required"), (refused.Status, refused.Detail));
    }

    private static async Task<HttpClient> Fill(TestNode node)
    {
        var admin = await node.ClientFor("user:root", "admin", "read", "write");
        for (var i = 0; i < Facts; i++)
            await admin.AssertFact("user:x", $"memory:r{i}", "1", "user:root");
        for (var i = 0; i < Events; i++)
            await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{i}}","entity_uri":"user:x"}""");
        return admin;
    }
}
