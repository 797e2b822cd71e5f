using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Ops;

/// <summary>Health, readiness, condition and metrics.</summary>
internal static class OpsModule
{
    public static IServiceCollection AddOps(this IServiceCollection services) => services
        .AddSingleton<NodeChecks>().AddSingleton<GetReadiness>().AddSingleton<GetDoctor>()
        .AddSingleton<PrometheusText>().AddSingleton<GetMetrics>();

    public static void MapOps(this OperationMap map, IServiceProvider services) => map
        .Map(GetHealth.Operation, GetHealth.Handle)
        .Map(GetReadiness.Operation, services.GetRequiredService<GetReadiness>().Handle)
        .Map(GetDoctor.Operation, services.GetRequiredService<GetDoctor>().Handle)
        .Map(GetMetrics.Operation, services.GetRequiredService<GetMetrics>().Handle);
}
