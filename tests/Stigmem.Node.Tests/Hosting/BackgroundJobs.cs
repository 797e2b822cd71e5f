using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Tests.Hosting;

/// <summary>What runs beside the requests of a node.</summary>
internal static class BackgroundJobs
{
    /// <summary>A node of which no job runs by itself, for tests that count on the order of writes or passes.</summary>
    public static void StandStill(IServiceCollection services)
    {
        foreach (var job in services.Where(service => service.ImplementationType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(JobHost<>)).ToList())
            services.Remove(job);
    }
}
