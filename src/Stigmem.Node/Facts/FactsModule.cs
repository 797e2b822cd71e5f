using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts;

/// <summary>Facts in, facts out.</summary>
internal static class FactsModule
{
    public static IServiceCollection AddFacts(this IServiceCollection services) => services
        .AddSingleton<FactLog>().AddSingleton<FactReader>().AddSingleton<FactSearch>().AddSingleton<SureFacts>().AddSingleton<TupleEffects>().AddSingleton<ArrivalEffects>().AddSingleton<AssertTurn>()
        .AddSingleton<SessionReads>().AddSingleton<SessionGuard>().AddSingleton<TimeToLive>().AddSingleton<OpenConflicts>()
        .AddSingleton<FactVisibility>().AddSingleton<FactIntegrity>().AddSingleton<FactPresenter>().AddSingleton<FactLookup>()
        .AddSingleton<FactPages>().AddSingleton<FactMetrics>().AddSingleton<SourceTrustReader>().AddSingleton<FactSanitizer>()
        .AddSingleton<AssertRules>().AddSingleton<AssertFact>().AddSingleton<AssertBatch>().AddSingleton<BatchTurn>()
        .AddSingleton<QueryFacts>().AddSingleton<GetFact>()
        .AddSingleton<FactIndex>().AddHostedService<JobHost<FactIndex>>()
        .AddSingleton<MutationAttempts>().AddSingleton<MutationWatchJob>().AddHostedService<JobHost<MutationWatchJob>>()
        .AddSingleton<SweepJob>().AddHostedService<JobHost<SweepJob>>();

    public static void MapFacts(this OperationMap map, IServiceProvider services) => map
        .Map(AssertFact.Operation, services.GetRequiredService<AssertFact>().Handle)
        .Map(AssertBatch.Operation, services.GetRequiredService<AssertBatch>().Handle)
        .Map(QueryFacts.Operation, services.GetRequiredService<QueryFacts>().Handle)
        .Map(GetFact.Operation, services.GetRequiredService<GetFact>().Handle);
}
