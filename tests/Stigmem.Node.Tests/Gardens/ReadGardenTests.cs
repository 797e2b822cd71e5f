using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

public sealed class ReadGardenTests
{
    [Fact]
    public async Task Shows_gardens_to_members_and_admins_only()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "admin");
        using var mute = await node.ClientFor("agent:mute", "write");
        await ada.NewGarden("one");
        await bob.NewGarden("two");
        Assert.Equal(["one"], await Slugs(ada));
        Assert.Equal(["two"], await Slugs(bob));
        Assert.Equal(["one", "two"], await Slugs(chief));
        Assert.All((await chief.Send("GET", "/v1/gardens")).Json.EnumerateArray(), garden => Assert.Equal(0, garden.GetProperty("members").GetArrayLength()));
        foreach (var path in new[] { "/v1/gardens", "/v1/gardens/one", "/v1/gardens/one/members" })
            (await mute.Send("GET", path)).Refused(HttpStatusCode.Forbidden, "read permission required");
        foreach (var tail in new[] { "", "/members" })
        {
            (await ada.Send("GET", $"/v1/gardens/nowhere{tail}")).Refused(HttpStatusCode.NotFound, "garden not found");
            (await bob.Send("GET", $"/v1/gardens/one{tail}")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
            Assert.Equal(HttpStatusCode.OK, (await chief.Send("GET", $"/v1/gardens/one{tail}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await ada.Send("GET", $"/v1/gardens/ONE{tail}")).Status);
        }
    }

    [Fact]
    public async Task Pages_when_asked_to()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        foreach (var slug in new[] { "a", "b", "c", "d", "e" })
            await anyone.NewGarden(slug);
        List<string> seen = [];
        var path = "/v1/gardens?limit=2";
        for (var page = 0; page < 3; page++)
        {
            var answer = await anyone.Send("GET", path);
            seen.AddRange(answer.Json.EnumerateArray().Select(garden => garden.GetProperty("slug").GetString()!));
            var hasNext = answer.Headers.TryGetValue("Link", out var link);
            Assert.Equal(page < 2, hasNext);
            path = hasNext ? link!.Split('>')[0].TrimStart('<') : "";
        }
        Assert.Equal(["a", "b", "c", "d", "e"], seen);
        Assert.False((await anyone.Send("GET", "/v1/gardens")).Headers.ContainsKey("Link"));
        Assert.False((await anyone.Send("GET", "/v1/gardens?limit=5")).Headers.ContainsKey("Link"));
        (await anyone.Send("GET", "/v1/gardens?cursor=junk")).Refused(HttpStatusCode.BadRequest, "invalid_cursor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anyone.Send("GET", "/v1/gardens?limit=0")).Status);
    }

    [Fact]
    public async Task Keeps_tenants_apart()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read", "write", "admin"], Tenant = "red" });
        using var blue = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Permissions = ["read", "write", "admin"], Tenant = "blue" });
        var ofRed = await red.NewGarden("shared");
        var ofBlue = await blue.NewGarden("shared");
        Assert.Equal(HttpStatusCode.Created, ofBlue.Status);
        Assert.Equal(ofBlue["id"], (await blue.Send("GET", "/v1/gardens/shared"))["id"]);
        Assert.Single((await blue.Send("GET", "/v1/gardens")).Json.EnumerateArray());
        var id = ofRed["id"];
        (await blue.Send("GET", $"/v1/gardens/{id}")).Refused(HttpStatusCode.NotFound, "garden not found");
        (await blue.Send("DELETE", $"/v1/gardens/{id}")).Refused(HttpStatusCode.NotFound, "garden not found");
        (await blue.Admit(id!, "agent:eve", "admin")).Refused(HttpStatusCode.NotFound, "garden not found");
        (await blue.Send("DELETE", $"/v1/gardens/{id}/members/agent:ada")).Refused(HttpStatusCode.NotFound, "garden not found");
        Assert.Equal(HttpStatusCode.OK, (await red.Send("GET", $"/v1/gardens/{id}")).Status);
    }

    private static async Task<IEnumerable<string>> Slugs(HttpClient client) =>
        (await client.Send("GET", "/v1/gardens")).Json.EnumerateArray().Select(garden => garden.GetProperty("slug").GetString()!);
}
