using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Tracing;

/// <summary>Spans, and where they go.</summary>
internal static class TracingModule
{
    public static IServiceCollection AddTracing(this IServiceCollection services, TracingSettings settings)
    {
        services.AddSingleton<NodeTrace>();
        return settings.IsEnabled ? AddExport(services) : services;
    }

    /// <summary>Starts the export before the first request; the container ends it after the last.</summary>
    public static void StartTracing(this IServiceProvider services, TracingSettings settings)
    {
        if (settings.IsEnabled)
            StartExport(services);
    }

    // Methods of their own: naming the type is what loads the packages.
    private static IServiceCollection AddExport(IServiceCollection services) => services.AddSingleton<TraceExport>();

    private static void StartExport(IServiceProvider services) => services.GetRequiredService<TraceExport>();
}
