using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>What organisations say about themselves.</summary>
internal static class ManifestsModule
{
    public static IServiceCollection AddManifests(this IServiceCollection services) => services
        .AddSingleton<NodeKey>().AddSingleton<ManifestStore>().AddSingleton<OwnManifest>().AddSingleton<ManifestFetch>()
        .AddSingleton<PeerManifests>().AddHostedService<JobHost<PeerManifests>>().AddSingleton<ManifestAuthority>().AddSingleton<ManifestResolver>()
        .AddSingleton<PublishManifest>().AddSingleton<GetManifest>().AddSingleton<GetOwnManifest>();

    public static void MapManifests(this OperationMap map, IServiceProvider services) => map
        .Map(PublishManifest.Operation, services.GetRequiredService<PublishManifest>().Handle)
        .Map(GetManifest.Operation, services.GetRequiredService<GetManifest>().Handle)
        .Map(GetOwnManifest.Operation, services.GetRequiredService<GetOwnManifest>().Handle);
}
