using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Intents.Sql;

namespace Stigmem.Node.Intents;

/// <summary>What somebody wants others to do.</summary>
internal static class IntentsModule
{
    public static IServiceCollection AddIntents(this IServiceCollection services) => services
        .AddSingleton<StoredIntents>().AddSingleton<IntentTurn>().AddSingleton<PostIntent>().AddSingleton<GetIntent>();

    public static void MapIntents(this OperationMap map, IServiceProvider services) => map
        .Map(PostIntent.Operation, services.GetRequiredService<PostIntent>().Handle)
        .Map(GetIntent.Operation, services.GetRequiredService<GetIntent>().Handle);
}
