using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Conflicts;

/// <summary>Contradictions: listed and resolved.</summary>
internal static class ConflictsModule
{
    public static IServiceCollection AddConflicts(this IServiceCollection services) => services
        .AddSingleton<ConflictLog>().AddSingleton<ConflictReader>().AddSingleton<ResolveTurn>().AddSingleton<ResolutionsOfPeers>()
        .AddSingleton<ListConflicts>().AddSingleton<ResolveConflict>();

    public static void MapConflicts(this OperationMap map, IServiceProvider services) => map
        .Map(ListConflicts.Operation, services.GetRequiredService<ListConflicts>().Handle)
        .Map(ResolveConflict.Operation, services.GetRequiredService<ResolveConflict>().Handle);
}
