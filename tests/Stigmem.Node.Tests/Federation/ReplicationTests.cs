using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Two real nodes that pull from each other.</summary>
public sealed class ReplicationTests
{
    [Fact]
    public async Task What_is_said_on_one_node_is_read_on_the_other()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "company", "public");
        await b.JoinAsync(a, "company", "public");
        var said = await a.Operator.Say("editor", scope: "company");
        Assert.Equal(HttpStatusCode.Created, said.Status);
        await a.Operator.Say("secret", scope: "local", entity: "user:secret");
        await a.Operator.Say("last", scope: "public", entity: "user:last");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:last")).Any());
        var received = await b.Operator.Fact(said["id"]);
        Assert.Equal(said["cid"], received.Text("cid"));
        Assert.Equal(a.NodeId, received.Text("received_from"));
        Assert.Empty(await b.Operator.Says("entity=user:secret"));
        Assert.Equal([a.NodeId], await b.Operator.Says($"entity={said["id"]}&relation=stigmem:received_from"));
        var verified = await b.Operator.Send("GET", "/v1/admin/verify-chain");
        Assert.True(verified.Json.GetProperty("verified").GetBoolean(), verified.Text);
    }

    [Fact]
    public async Task A_contradiction_between_nodes_is_seen_on_both()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.Operator.Say("editor", scope: "public");
        await b.Operator.Say("author", scope: "public", source: "agent:bob");
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        foreach (var node in (FederatedNode[])[a, b])
        {
            await FederatedNode.Until(async () => (await node.Operator.Says("entity=user:x&include_contradicted=true")).Count() == 2);
            var conflicts = (await node.Operator.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts");
            Assert.Equal(1, conflicts.GetArrayLength());
        }
    }

    [Fact]
    public async Task A_retraction_reaches_the_other_node()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        await a.Operator.Say("editor", scope: "public");
        await FederatedNode.Until(async () => (await b.Operator.Says()).Any());
        await a.Operator.TakeBack(scope: "public");
        await FederatedNode.Until(async () => !(await b.Operator.Says()).Any());
    }

    /// <summary>F26: a number keeps the text that its content id is over; a node of the reference is not needed to see that.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1e21")]
    public async Task A_number_arrives_with_the_content_id_that_it_left_with(string number)
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        foreach (var (from, to, entity) in new[] { (a, b, "user:there"), (b, a, "user:back") })
        {
            var said = await from.Operator.Send(
                "POST", "/v1/facts", $$"""{"entity":"{{entity}}","relation":"memory:n","value":{"type":"number","v":{{number}}},"source":"agent:ada","scope":"public"}""");
            await FederatedNode.Until(async () => (await to.Operator.List($"entity={entity}")).Count == 1);
            var received = (await to.Operator.List($"entity={entity}"))[0];
            Assert.Equal((said["cid"], said.Json.GetProperty("value").GetProperty("v").GetRawText()), (received.Text("cid"), received.GetProperty("value").GetProperty("v").GetRawText()));
        }
    }
}
