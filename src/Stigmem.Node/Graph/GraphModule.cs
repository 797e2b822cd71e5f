using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Graph.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Graph;

/// <summary>Facts as edges between entities.</summary>
internal static class GraphModule
{
    public static IServiceCollection AddGraph(this IServiceCollection services) => services
        .AddSingleton<EdgeRows>().AddSingleton<GraphReader>().AddSingleton<ListNeighbors>();

    public static void MapGraph(this OperationMap map, IServiceProvider services) => map
        .Map(ListNeighbors.Operation, services.GetRequiredService<ListNeighbors>().Handle);
}
