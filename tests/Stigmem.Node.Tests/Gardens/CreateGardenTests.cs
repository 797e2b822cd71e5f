using System.Net;
using Stigmem.Node.Tests.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

public sealed class CreateGardenTests
{
    [Fact]
    public async Task Makes_a_garden_run_by_its_maker()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["NODE_URL"] = "https://acme.test:9000" });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var made = await ada.Send("POST", "/v1/gardens", """{"slug":" Plans ","name":"Plans","description":"what next"}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(
            ["id", "garden_id", "slug", "name", "scope", "description", "created_by", "created_at", "members", "quarantine"],
            made.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("stigmem://acme.test:9000/garden/plans", made["garden_id"]);
        Assert.Equal(("plans", "Plans", "company", "what next", "agent:ada", "False"), (made["slug"], made["name"], made["scope"], made["description"], made["created_by"], made["quarantine"]));
        var member = Assert.Single(made.Json.GetProperty("members").EnumerateArray());
        Assert.Equal(["entity_uri", "role", "added_by", "added_at"], member.EnumerateObject().Select(part => part.Name));
        Assert.Equal(("agent:ada", "admin", "agent:ada"), (member.GetProperty("entity_uri").GetString(), member.GetProperty("role").GetString(), member.GetProperty("added_by").GetString()));
        Assert.Equal(made.Text, (await ada.Send("GET", "/v1/gardens/plans")).Text);
        Assert.Equal(made.Text, (await ada.Send("GET", $"/v1/gardens/{made["id"]}")).Text);
        var row = Assert.Single(node.AuditOf("garden_create"));
        Assert.Equal("agent:ada", row.EntityUri);
        Assert.Contains("\"slug\": \"plans\"", row.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_the_contract_refuses_in_its_order()
    {
        await using var node = await TestNode.StartAsync();
        using var stranger = node.Anonymous();
        using var reader = await node.ClientFor("agent:reader", "read");
        using var writer = await node.ClientFor("agent:writer", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:narrow", Scopes = ["local"] });
        (await stranger.NewGarden("x")).Refused(HttpStatusCode.Unauthorized, "Authorization header required");
        (await reader.NewGarden("x")).Refused(HttpStatusCode.Forbidden, "write permission required");
        (await reader.NewGarden("Not A Slug")).Refused(HttpStatusCode.Forbidden, "write permission required");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await reader.NewGarden("x", "galaxy")).Status);
        (await narrow.NewGarden("x", "team")).Refused(HttpStatusCode.Forbidden, "scope not permitted for this key");
        foreach (var slug in new[] { "-x", "a b", "über", "a/b" })
            (await writer.NewGarden(slug)).Refused(HttpStatusCode.UnprocessableEntity, @"slug must match ^[a-z0-9][a-z0-9\-]{0,62}$");
        Assert.Equal(HttpStatusCode.Created, (await writer.NewGarden("twice")).Status);
        (await writer.NewGarden("TWICE")).Refused(HttpStatusCode.Conflict, "slug already exists");
    }

    [Theory]
    [InlineData("""{"name":"n"}""", "missing", "slug")]
    [InlineData("""{"slug":"s"}""", "missing", "name")]
    [InlineData("""{"slug":"","name":"n"}""", "string_too_short", "slug")]
    [InlineData("""{"slug":"s","name":""}""", "string_too_short", "name")]
    [InlineData("""{"slug":"s","name":"n","scope":"galaxy"}""", "value_error", "scope")]
    [InlineData("""{"slug":"s","name":"n","quarantine":7}""", "bool_parsing", "quarantine")]
    [InlineData("""{"slug":"0123456789012345678901234567890123456789012345678901234567890123","name":"n"}""", "string_too_long", "slug")]
    public async Task Lists_what_is_wrong_with_the_shape(string body, string type, string member)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        var refused = await anyone.Send("POST", "/v1/gardens", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var error = Assert.Single(refused.Json.GetProperty("detail").EnumerateArray());
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal(["body", member], error.GetProperty("loc").EnumerateArray().Select(part => part.GetString()));
    }
}
