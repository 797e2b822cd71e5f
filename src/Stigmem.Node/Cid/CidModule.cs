using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Cid;

/// <summary>Content ids and where facts come from.</summary>
internal static class CidModule
{
    public static IServiceCollection AddCid(this IServiceCollection services) => services
        .AddSingleton<VerifyCid>().AddSingleton<Origins>().AddSingleton<GetProvenance>().AddSingleton<GetBackfillStatus>();

    public static void MapCid(this OperationMap map, IServiceProvider services) => map
        .Map(VerifyCid.Operation, services.GetRequiredService<VerifyCid>().Handle)
        .Map(GetProvenance.Operation, services.GetRequiredService<GetProvenance>().Handle)
        .Map(GetBackfillStatus.Operation, services.GetRequiredService<GetBackfillStatus>().Handle);
}
