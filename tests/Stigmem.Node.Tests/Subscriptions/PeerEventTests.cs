using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Federation;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>Facts of peers are news only to whom asked for them; a contradiction of what was said here is news to all.</summary>
public sealed class PeerEventTests
{
    private const string Filter = ""","event_filter":["fact_assert","fact_retract","contradiction_detected"]""";

    [Fact]
    public async Task What_peers_say_is_told_on_request()
    {
        await using var a = await FederatedNode.StartAsync();
        await using var b = await FederatedNode.StartAsync();
        var plain = await b.Operator.Follow("public");
        var here = await b.Operator.Follow("public", Filter);
        var all = await b.Operator.Follow("public", Filter + ""","include_peers":true""");
        // What the node notes of the sender of a fact is of scope local.
        var notes = await b.Operator.Follow("local", Filter + ""","include_peers":true""");
        await b.Operator.Say("author", scope: "public", source: "agent:bob");
        await a.JoinAsync(b, "public");
        await b.JoinAsync(a, "public");
        await a.Operator.Say("editor", scope: "public");
        await FederatedNode.Until(async () => (await b.Operator.Says("entity=user:x&include_contradicted=true")).Count() == 2);
        await b.Node.Dispatched();
        Assert.Empty(await Told(b, notes));
        Assert.Equal(["fact_asserted author"], await Told(b, plain));
        Assert.Equal(["fact_assert author", "contradiction_detected editor"], await Told(b, here));
        Assert.Equal(["contradiction_detected editor", "fact_assert author", "fact_assert editor"], (await Told(b, all)).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> Told(FederatedNode node, string id) =>
        (await node.Operator.Events(id)).Select(one => $"{one.Text("event_type")} {one.GetProperty("payload").Text("value_v")}");
}
