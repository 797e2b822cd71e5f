using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quarantine.Sql;

namespace Stigmem.Node.Quarantine;

/// <summary>Facts that are held back, and what becomes of them.</summary>
internal static class QuarantineModule
{
    public static IServiceCollection AddQuarantine(this IServiceCollection services) => services
        .AddSingleton<QuarantineSearch>().AddSingleton<HeldFacts>().AddSingleton<ModerationTurn>()
        .AddSingleton<SuspectTurn>().AddSingleton<ISuspectTexts, SuspectQueue>()
        .AddSingleton<ListQuarantine>().AddSingleton<AdmitFact>().AddSingleton<RejectFact>()
        .AddSingleton<PromoteInGarden>().AddSingleton<RejectInGarden>();

    public static void MapQuarantine(this OperationMap map, IServiceProvider services) => map
        .Map(ListQuarantine.Operation, services.GetRequiredService<ListQuarantine>().Handle)
        .Map(AdmitFact.Operation, services.GetRequiredService<AdmitFact>().Handle)
        .Map(RejectFact.Operation, services.GetRequiredService<RejectFact>().Handle)
        .Map(PromoteInGarden.Operation, services.GetRequiredService<PromoteInGarden>().Handle)
        .Map(RejectInGarden.Operation, services.GetRequiredService<RejectInGarden>().Handle);
}
