using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Decay.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;

namespace Stigmem.Node.Decay;

/// <summary>Facts that fade.</summary>
internal static class DecayModule
{
    public static IServiceCollection AddDecay(this IServiceCollection services) => services
        .AddSingleton<DecayWalk>().AddSingleton<DecayTurn>().AddSingleton<SweepReach>().AddSingleton<Sweeper>().AddSingleton<SweepReader>()
        .AddSingleton<IJobKind, DecayJob>().AddSingleton<SweepFacts>().AddSingleton<GetDecayJob>()
        .AddSingleton<ScheduledSweep>().AddHostedService<JobHost<ScheduledSweep>>();

    public static void MapDecay(this OperationMap map, IServiceProvider services) => map
        .Map(SweepFacts.Operation, services.GetRequiredService<SweepFacts>().Handle)
        .Map(GetDecayJob.Operation, services.GetRequiredService<GetDecayJob>().Handle);
}
