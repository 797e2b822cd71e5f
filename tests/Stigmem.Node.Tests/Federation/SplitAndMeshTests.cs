using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Links that break, nodes that die, and more than two of them.</summary>
public sealed class SplitAndMeshTests
{
    /// <summary>F1: both sides go on alone, and keep what the other said in the meantime.</summary>
    [Fact]
    public async Task A_split_brain_keeps_both_facts_on_both_sides()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        var (atB, atA) = (await a.JoinAsync(b, "public"), await b.JoinAsync(a, "public"));
        await a.Operator.Say("together", scope: "public", entity: "user:before");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:before")).Any());
        await CutAsync(b, atB);
        await CutAsync(a, atA);

        var ours = await a.Operator.Say("editor", scope: "public");
        var theirs = await b.Operator.Say("author", scope: "public", source: "agent:bob");
        Assert.Equal(["editor"], await a.Operator.Says());
        Assert.Equal(["author"], await b.Operator.Says());

        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        foreach (var node in (FederatedNode[])[a, b])
        {
            await FederatedNode.Until(async () => (await node.Operator.List("entity=user:x&include_contradicted=true")).Count == 2);
            var both = await node.Operator.List("entity=user:x&include_contradicted=true");
            Assert.Equal(new[] { ours["id"], theirs["id"] }.Order(), both.Select(fact => fact.Text("id")).Order());
            Assert.All(both, fact => Assert.True(fact.GetProperty("contradicted").GetBoolean()));
            Assert.Equal(1, (await node.Operator.Send("GET", "/v1/conflicts?status=unresolved")).Json.GetProperty("conflicts").GetArrayLength());
        }
    }

    /// <summary>F5: the peer dies, and the cursor behind what it gave was never saved.</summary>
    [Fact]
    public async Task A_peer_that_died_is_read_on_without_repeating()
    {
        using var folder = new TempFolder();
        await using var a = await FederatedNode.StartAsync();
        var b = await FederatedNode.StartAsync(folder.File("b.db"));
        var port = new Uri(b.Url).Port;
        await b.JoinAsync(a, "public");
        await a.JoinAsync(b, "public");
        await SayManyAsync(b, 0, 30);
        await ArrivedAsync(a, 30);
        await b.DisposeAsync();

        Assert.Equal(HttpStatusCode.Created, (await a.Operator.Say("alone", entity: "user:local")).Status);
        Assert.Equal(["alone"], await a.Operator.Says("entity=user:local"));
        await a.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            session.Execute("UPDATE peer_cursors SET cursor = NULL");
            return true;
        });
        await using var again = await FederatedNode.StartAsync(folder.File("b.db"), ("PORT", $"{port}"), ("NODE_URL", $"http://127.0.0.1:{port}"));
        await SayManyAsync(again, 30, 60);
        await ArrivedAsync(a, 60);
        var facts = await a.Operator.List("entity=user:many&limit=500");
        Assert.Equal(60, facts.Select(fact => fact.Text("id")).Distinct().Count());
        foreach (var fact in facts)
            Assert.Single(await a.Operator.Says($"entity={fact.Text("id")}&relation=stigmem:received_from"));
    }

    /// <summary>F14: everybody hears everybody, and a node that was away catches up.</summary>
    [Fact]
    public async Task A_full_mesh_converges_and_a_restarted_node_fills_its_gap()
    {
        using var folder = new TempFolder();
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await using var c = await FederatedNode.StartAsync();
        var d = await FederatedNode.StartAsync(folder.File("d.db"));
        var port = new Uri(d.Url).Port;
        FederatedNode[] all = [a, b, c, d];
        foreach (var one in all)
        {
            foreach (var other in all.Where(other => other != one))
                await one.JoinAsync(other, "public");
        }
        for (var i = 0; i < all.Length; i++)
            await SayManyAsync(all[i], i * 10, i * 10 + 10);
        foreach (var node in all)
            await ArrivedAsync(node, 40);
        await d.DisposeAsync();
        await SayManyAsync(a, 40, 50);
        await using var again = await FederatedNode.StartAsync(folder.File("d.db"), ("PORT", $"{port}"), ("NODE_URL", $"http://127.0.0.1:{port}"));
        foreach (var node in (FederatedNode[])[b, c, again])
            await ArrivedAsync(node, 50);
    }

    /// <summary>F15: what a company says goes one hop, and so does what is said about it later; nothing else is passed on either.</summary>
    [Fact]
    public async Task A_fact_of_a_company_goes_one_hop_and_no_further()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        await using var c = await FederatedNode.StartAsync();
        foreach (var (one, other) in ((FederatedNode, FederatedNode)[])[(a, b), (b, a), (b, c), (c, b)])
            await one.JoinAsync(other, "company", "public");
        var company = await a.Operator.Say("company", scope: "company");
        var open = await a.Operator.Say("open", scope: "public", entity: "user:open");
        await FederatedNode.Until(async () => (await b.Operator.List("entity=user:x")).Count == 1 && (await b.Operator.List("entity=user:open")).Count == 1);
        Assert.Equal(a.NodeId, (await b.Operator.Fact(company["id"])).Text("received_from"));
        await a.Operator.TakeBack(scope: "company");
        await FederatedNode.Until(async () => !(await b.Operator.Says()).Any());

        // It was written on B behind all of them, so C has read past them when it has this.
        await b.Operator.Say("behind", scope: "company", entity: "user:behind");
        await FederatedNode.Until(async () => (await c.Operator.Says("entity=user:behind")).Any());
        foreach (var fact in (Http.Answer[])[company, open])
            Assert.Equal(HttpStatusCode.NotFound, (await c.Operator.Send("GET", $"/v1/facts/{fact["id"]}")).Status);
        Assert.Empty(await c.Operator.List("entity=user:x&include_expired=true&min_confidence=0"));
        Assert.All(await c.Operator.List("limit=500"), fact => Assert.Contains(fact.Text("received_from"), (string?[])[null, b.NodeId]));
        using var anybody = new PaperPeer();
        await anybody.JoinAsync(b);
        Assert.Equal(["behind"], (await anybody.PullAsync(b)).Values);
    }

    private static async Task CutAsync(FederatedNode node, string peer)
    {
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", $"/v1/federation/peers/{peer}/revoke")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await node.Operator.Send("DELETE", $"/v1/federation/peers/{peer}")).Status);
    }

    private static async Task SayManyAsync(FederatedNode node, int from, int to)
    {
        var facts = string.Join(',', Enumerable.Range(from, to - from).Select(i =>
            $$"""{"entity":"user:many","relation":"memory:n{{i}}","value":{"type":"number","v":{{i}}},"source":"agent:ada","scope":"public"}"""));
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", "/v1/facts/batch", $"{{\"facts\":[{facts}]}}")).Status);
    }

    private static Task ArrivedAsync(FederatedNode node, int count) =>
        FederatedNode.Until(async () => (await node.Operator.List("entity=user:many&limit=500")).Count == count);
}
