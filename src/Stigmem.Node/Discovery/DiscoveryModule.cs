using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Discovery;

/// <summary>What the node tells everybody about itself.</summary>
internal static class DiscoveryModule
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services
        .AddSingleton<NodeIdentity>().AddSingleton<GetNodeMetadata>();

    public static void MapDiscovery(this OperationMap map, IServiceProvider services) => map
        .Map(GetNodeMetadata.Operation, services.GetRequiredService<GetNodeMetadata>().Handle);
}
