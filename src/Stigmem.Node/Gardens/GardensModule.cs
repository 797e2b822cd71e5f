using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary>Gardens and their members.</summary>
internal static class GardensModule
{
    public static IServiceCollection AddGardens(this IServiceCollection services) => services
        .AddSingleton<MembershipFacts>().AddSingleton<CreateGarden>().AddSingleton<ListGardens>().AddSingleton<GetGarden>().AddSingleton<DeleteGarden>()
        .AddSingleton<ListMembers>().AddSingleton<AddMember>().AddSingleton<ChangeMember>().AddSingleton<RemoveMember>();

    public static void MapGardens(this OperationMap map, IServiceProvider services) => map
        .Map(CreateGarden.Operation, services.GetRequiredService<CreateGarden>().Handle)
        .Map(ListGardens.Operation, services.GetRequiredService<ListGardens>().Handle)
        .Map(GetGarden.Operation, services.GetRequiredService<GetGarden>().Handle)
        .Map(DeleteGarden.Operation, services.GetRequiredService<DeleteGarden>().Handle)
        .Map(ListMembers.Operation, services.GetRequiredService<ListMembers>().Handle)
        .Map(AddMember.Operation, services.GetRequiredService<AddMember>().Handle)
        .Map(ChangeMember.Operation, services.GetRequiredService<ChangeMember>().Handle)
        .Map(RemoveMember.Operation, services.GetRequiredService<RemoveMember>().Handle);
}
