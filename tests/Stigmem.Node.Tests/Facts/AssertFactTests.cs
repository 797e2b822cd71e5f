using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

public sealed class AssertFactTests
{
    [Fact]
    public async Task Stores_a_fact_and_gives_it_back_by_id_and_by_content_id()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var created = await ada.AssertFact("stigmem://acme.test/user/ada", "memory:role", "editor", "stigmem://acme.test/agent/scribe");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("sha256:bfb71bfee2f87d1acec1d9b3f6d1dde720091de2a963fecd806ee4f9b51e441d", created["cid"]);
        Assert.Equal(created["id"], (await ada.Send("GET", $"/v1/facts/{created["id"]}"))["id"]);
        Assert.Equal(created["id"], (await ada.Send("GET", $"/v1/facts/{created["cid"]}"))["id"]);
        Assert.Equal(created["id"], (await ada.Send("GET", $"/v1/facts/{Uri.EscapeDataString(created["cid"]!)}"))["id"]);
    }
}
