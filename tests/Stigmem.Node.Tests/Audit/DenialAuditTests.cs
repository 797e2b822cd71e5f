using System.Net;
using System.Text.Json;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Who was turned away, and who looked, as far as the operator wants to know.</summary>
public sealed class DenialAuditTests
{
    private const string WrongKey = "a-key-that-nobody-has-registered-1";

    [Fact]
    public async Task A_denied_decision_names_what_it_was_about()
    {
        await using var node = await TestNode.StartAsync();
        using var nobody = await node.ClientFor("agent:nobody", "write");
        using var reader = await node.ClientFor("agent:reader", "read");
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        using var owner = await node.ClientFor("agent:owner", "read", "write");
        await owner.Send("POST", "/v1/gardens", """{"slug":"g","name":"g","scope":"local"}""");
        await nobody.Send("GET", "/v1/facts/sha256:0?x=%22secret%22");
        await reader.Send("POST", "/v1/quarantine/a%22b/admit?reason=x");
        await nobody.Send("DELETE", "/v1/gardens/g");
        Assert.Equal(
            [
                ("agent:nobody", "denied", """{"path": "/v1/facts/{fact_id}", "method": "GET", "target": "/v1/facts/sha256:0", "reason": "permission_required"}"""),
                ("agent:reader", "denied", """{"path": "/v1/quarantine/{fact_id}/admit", "method": "POST", "target": "/v1/quarantine/a%22b/admit", "reason": "permission_required"}"""),
                ("agent:nobody", "denied", """{"path": "/v1/gardens/{garden_slug_or_id}", "method": "DELETE", "target": "/v1/gardens/g", "reason": "garden_access_denied"}"""),
            ],
            await Lines(node, auditor, "access_denied"));
    }

    [Fact]
    public async Task A_key_for_few_scopes_that_asks_for_another_is_a_denial()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Scopes = ["local"] });
        using var auditor = await node.ClientFor("user:auditor", "audit.read");
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.Say("x", scope: "team")).Status);
        Assert.Equal(
            [("agent:ada", "denied", """{"path": "/v1/facts", "method": "POST", "reason": "scope_not_permitted"}""")], await Lines(node, auditor, "access_denied"));
    }

    [Theory]
    [InlineData("off", 0, 0)]
    [InlineData("denied", 0, 1)]
    [InlineData("all", 2, 1)]
    public async Task Reads_are_audited_as_the_operator_says_and_failed_logins_always(string mode, int reads, int denied)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUDIT_READS"] = mode });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var nobody = await node.ClientFor("agent:nobody", "write");
        using var stranger = node.ClientWith(WrongKey);
        var fact = await ada.Say("x");
        await ada.Send("GET", $"/v1/facts/{fact["id"]}");
        await ada.Send("POST", $"/v1/facts/{fact["id"]}/verify-cid");
        await nobody.Send("GET", "/v1/facts");
        await stranger.Send("GET", "/v1/facts");
        Assert.Equal(reads, node.AuditOf("fact_read").Count);
        Assert.All(node.AuditOf("fact_read"), row => Assert.Contains(fact["id"]!, row.Detail, StringComparison.Ordinal));
        Assert.Equal(denied, node.AuditOf("access_denied").Count);
        Assert.Equal("""{"path": "/v1/facts", "method": "GET", "reason": "invalid_credentials"}""", Assert.Single(node.AuditOf("authentication_failed")).Detail);
    }

    [Fact]
    public async Task A_long_target_is_cut()
    {
        await using var node = await TestNode.StartAsync();
        using var nobody = await node.ClientFor("agent:nobody", "write");
        await nobody.Send("GET", $"/v1/facts/{new string('x', 5_000)}");
        Assert.InRange(Assert.Single(node.AuditOf("access_denied")).Detail!.Length, 512, 700);
    }

    private static async Task<IEnumerable<(string?, string?, string?)>> Lines(TestNode node, HttpClient auditor, string type)
    {
        // Rows of refusals are queued; asking for them the other way waits until they are written.
        node.AuditOf(type);
        var entries = (await auditor.Send("GET", $"/v1/admin/audit?event_type={type}")).Json.GetProperty("entries");
        return [.. entries.EnumerateArray().Select(entry => (Text(entry, "entity_uri"), Text(entry, "outcome"), Text(entry, "detail")))];
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();
}
