using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Entities.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Entities;

/// <summary>Finding the entity that a name means.</summary>
internal static class EntitiesModule
{
    public static IServiceCollection AddEntities(this IServiceCollection services) => services
        .AddSingleton<EntityNames>().AddSingleton<ResolveEntity>();

    public static void MapEntities(this OperationMap map, IServiceProvider services) => map
        .Map(ResolveEntity.Operation, services.GetRequiredService<ResolveEntity>().Handle);
}
