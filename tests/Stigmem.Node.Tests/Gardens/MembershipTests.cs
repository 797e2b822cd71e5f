using System.Net;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

public sealed class MembershipTests
{
    [Fact]
    public async Task Lets_members_in_changes_and_removes_them()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        // A garden of this name must not confuse the paths of its members.
        await ada.NewGarden("members");
        var added = await ada.Admit("members", " Agent:Bob ", "writer");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal(("agent:bob", "writer", "agent:ada"), (added["entity_uri"], added["role"], added["added_by"]));
        Assert.Equal("reader", (await ada.Send("POST", "/v1/gardens/members/members", """{"entity_uri":"stigmem://acme.test/user/Eve"}"""))["role"]);
        Assert.Equal("oidc:CaSe", (await ada.Admit("members", "oidc:CaSe", "quarantine:moderator"))["entity_uri"]);
        var changed = await ada.Send("PATCH", "/v1/gardens/members/members/stigmem://acme.test/user/eve", """{"role":"writer"}""");
        Assert.Equal(("stigmem://acme.test/user/eve", "writer"), (changed["entity_uri"], changed["role"]));
        changed = await ada.Send("PATCH", "/v1/gardens/members/members/stigmem%3A%2F%2Facme.test%2Fuser%2Feve", """{"role":"reader"}""");
        Assert.Equal("reader", changed["role"]);
        Assert.Equal(
            [("agent:ada", "admin"), ("agent:bob", "writer"), ("stigmem://acme.test/user/eve", "reader"), ("oidc:CaSe", "quarantine:moderator")],
            await Members(ada));
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/members/members/stigmem:%2f%2facme.test/user/eve")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/members/members/oidc:CaSe")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", "/v1/gardens/members/members/agent%3abob")).Status);
        Assert.Equal([("agent:ada", "admin")], await Members(ada));
        Assert.Equal(3, node.AuditOf("garden_member_add").Count);
        Assert.Equal(2, node.AuditOf("garden_member_update").Count);
        Assert.Equal(3, node.AuditOf("garden_member_remove").Count);
        Assert.Contains("\"previous_role\": \"reader\"", node.AuditOf("garden_member_update")[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decodes_a_member_once()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        await anyone.NewGarden("g");
        await anyone.Admit("g", "user:a%2fb", "reader");
        (await anyone.Send("DELETE", "/v1/gardens/g/members/user:a%2fb")).Refused(HttpStatusCode.NotFound, "member not found");
        Assert.Equal(HttpStatusCode.NoContent, (await anyone.Send("DELETE", "/v1/gardens/g/members/user:a%252fb")).Status);
    }

    [Fact]
    public async Task Refuses_what_the_contract_refuses()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var reader = await node.ClientFor("agent:ada", "read");
        await ada.NewGarden("g");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Admit("g", "agent:bob", "king")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Admit("g", "", "reader")).Status);
        (await ada.Admit("g", "  ", "reader")).Refused(HttpStatusCode.BadRequest, "invalid_entity_uri: entity URI must not be empty");
        (await ada.Admit("nowhere", "agent:bob", "reader")).Refused(HttpStatusCode.NotFound, "garden not found");
        (await reader.Admit("g", "agent:bob", "reader")).Refused(HttpStatusCode.Forbidden, "write permission required");
        await ada.Admit("g", "agent:bob", "reader");
        (await ada.Admit("g", "AGENT:BOB", "writer")).Refused(HttpStatusCode.Conflict, "entity is already a member with role 'reader'; use PATCH to change role");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("PATCH", "/v1/gardens/g/members/agent:bob", "{}")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ada.Send("PATCH", "/v1/gardens/g/members/agent:bob", """{"role":"king"}""")).Status);
        (await ada.Send("PATCH", "/v1/gardens/g/members/agent:eve", """{"role":"writer"}""")).Refused(HttpStatusCode.NotFound, "member not found");
        (await ada.Send("DELETE", "/v1/gardens/g/members/agent:eve")).Refused(HttpStatusCode.NotFound, "member not found");
        (await reader.Send("DELETE", "/v1/gardens/g/members/agent:bob")).Refused(HttpStatusCode.Forbidden, "write permission required");
    }

    [Fact]
    public async Task Keeps_the_last_admin()
    {
        const string lastAdmin = "cannot remove or demote the last admin; promote another member first";
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "write", "admin");
        await ada.NewGarden("g");
        (await ada.Send("DELETE", "/v1/gardens/g/members/agent:ada")).Refused(HttpStatusCode.Forbidden, lastAdmin);
        (await chief.Send("PATCH", "/v1/gardens/g/members/agent:ada", """{"role":"writer"}""")).Refused(HttpStatusCode.Forbidden, lastAdmin);
        Assert.Equal(HttpStatusCode.OK, (await ada.Send("PATCH", "/v1/gardens/g/members/agent:ada", """{"role":"admin"}""")).Status);
        await ada.Admit("g", "agent:bob", "admin");
        // Two removals at once: only one may win.
        var both = await Task.WhenAll(
            chief.Send("DELETE", "/v1/gardens/g/members/agent:ada"), chief.Send("DELETE", "/v1/gardens/g/members/agent:bob"));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Forbidden], both.Select(answer => answer.Status).Order());
    }

    [Theory]
    [InlineData("admin", true, HttpStatusCode.Created)]
    [InlineData("writer", false, HttpStatusCode.Created)]
    [InlineData("reader", false, HttpStatusCode.Forbidden)]
    [InlineData("quarantine:moderator", false, HttpStatusCode.Forbidden)]
    [InlineData(null, false, HttpStatusCode.Forbidden)]
    public async Task Gives_each_role_its_rights(string? role, bool runsIt, HttpStatusCode mayWrite)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await ada.NewGarden("g");
        var fact = await ada.AssertIn("g", "user:x", "of ada");
        if (role is not null)
            await ada.Admit("g", "agent:bob", role);
        var written = await bob.AssertIn("g", "user:y", "of bob");
        Assert.Equal(mayWrite, written.Status);
        if (role == "reader")
            Assert.Equal("write permission required — you are a reader in this garden", written.Detail);
        else if (mayWrite != HttpStatusCode.Created)
            Assert.Equal("not a member of this garden", written.Detail);
        Assert.Equal(role is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK, (await bob.Send("GET", $"/v1/facts/{fact["id"]}")).Status);
        Assert.Equal(role is null ? [] : ["of ada"], await bob.Values("user:x"));
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/v1/gardens/g/members", """{"entity_uri":"agent:eve"}"""),
            ("PATCH", "/v1/gardens/g/members/agent:eve", """{"role":"writer"}"""),
            ("DELETE", "/v1/gardens/g/members/agent:eve", null),
            ("DELETE", "/v1/gardens/g", null),
        })
        {
            var answer = await bob.Send(method, path, body);
            if (runsIt)
                Assert.True((int)answer.Status < 300, answer.Text);
            else
                answer.Refused(HttpStatusCode.Forbidden, "garden admin permission required");
        }
    }

    private static async Task<IEnumerable<(string, string)>> Members(HttpClient client) =>
        (await client.Send("GET", "/v1/gardens/members/members")).Json.EnumerateArray()
            .Select(member => (member.GetProperty("entity_uri").GetString()!, member.GetProperty("role").GetString()!));
}
