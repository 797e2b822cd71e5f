using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Aliases;

/// <summary>Names that stand for others.</summary>
internal static class AliasesModule
{
    public static IServiceCollection AddAliases(this IServiceCollection services) => services
        .AddSingleton<RawUriUse>().AddSingleton<AliasRules>()
        .AddSingleton<CreateAlias>().AddSingleton<ListAliases>().AddSingleton<DeleteAlias>();

    public static void MapAliases(this OperationMap map, IServiceProvider services) => map
        .Map(CreateAlias.Operation, services.GetRequiredService<CreateAlias>().Handle)
        .Map(ListAliases.Operation, services.GetRequiredService<ListAliases>().Handle)
        .Map(DeleteAlias.Operation, services.GetRequiredService<DeleteAlias>().Handle);
}
