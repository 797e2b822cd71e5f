using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Recall.Sql;

namespace Stigmem.Node.Recall;

/// <summary>Questions to the fabric.</summary>
internal static class RecallModule
{
    public static IServiceCollection AddRecall(this IServiceCollection services) => services
        .AddSingleton<SegmentCache>().AddSingleton<LexicalRecall>().AddSingleton<GraphRecall>().AddSingleton<CardRecall>().AddSingleton<RecallRanking>().AddSingleton<RecallSelection>().AddSingleton<RecallMetrics>()
        .AddSingleton<RecallFacts>().AddSingleton<SegmentMergeJob>().AddHostedService<JobHost<SegmentMergeJob>>();

    public static void MapRecall(this OperationMap map, IServiceProvider services) =>
        map.Map(RecallFacts.Operation, services.GetRequiredService<RecallFacts>().Handle);
}
