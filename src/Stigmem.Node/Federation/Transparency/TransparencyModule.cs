using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>The log of what the node has signed for organisations.</summary>
internal static class TransparencyModule
{
    public static IServiceCollection AddTransparency(this IServiceCollection services) => services
        .AddSingleton<TransparencyLog>().AddSingleton<ImportChainedLog>()
        .AddSingleton<GetLogHead>().AddSingleton<GetInclusionProof>().AddSingleton<GetConsistencyProof>();

    public static void MapTransparency(this OperationMap map, IServiceProvider services) => map
        .Map(GetLogHead.Operation, services.GetRequiredService<GetLogHead>().Handle)
        .Map(GetInclusionProof.Operation, services.GetRequiredService<GetInclusionProof>().Handle)
        .Map(GetConsistencyProof.Operation, services.GetRequiredService<GetConsistencyProof>().Handle);
}
