using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Graph;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Graph;

/// <summary>The walk as other parts of the node ask for it.</summary>
public sealed class GraphReaderTests
{
    [Fact]
    public async Task Several_seeds_are_walked_from_at_once_and_limits_cut()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        foreach (var (from, to) in new[] { ("a", "b"), ("b", "c"), ("x", "y"), ("y", "c"), ("a", "x") })
            await client.Connect(from, to, $"graph:{from}{to}");
        await client.Connect("b", "d", confidence: 0.5);
        var terms = new GraphTerms { Scope = FactScope.Local, Depth = 2, MostEntities = 50 };

        var all = await ReachAsync(node, terms);
        Assert.Equal(["b1", "y1", "c2", "d2"], Letters(all));
        Assert.False(all.IsCut);
        var most = await ReachAsync(node, terms with { MostEntities = 3 });
        Assert.Equal(["b1", "y1", "c2"], Letters(most));
        Assert.True(most.IsCut);
        var few = await ReachAsync(node, terms with { MostEdges = 2 });
        Assert.Single(few.Entities);
        Assert.True(few.IsCut);
        Assert.Equal([GraphCalls.Uri("a"), GraphCalls.Uri("b")], all.Entities[3].Path());
    }

    private static IEnumerable<string> Letters(Reach reach) => reach.Entities.Select(one => $"{one.Entity.Split('/')[^1]}{one.Hops}");

    private static async Task<Reach> ReachAsync(TestNode node, GraphTerms terms)
    {
        var services = node.App.Services;
        Assert.True(await services.GetRequiredService<FactIndex>().CatchUpAsync());
        using var lease = services.GetRequiredService<SqlEngine>().Read();
        return services.GetRequiredService<GraphReader>().Reach(lease.Session, Principal.Anonymous, [GraphCalls.Uri("a"), GraphCalls.Uri("x")], terms);
    }
}
