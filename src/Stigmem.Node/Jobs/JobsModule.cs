using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs.Sql;

namespace Stigmem.Node.Jobs;

/// <summary>Work that is too much for one answer.</summary>
internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobRows>().AddSingleton<ScopeSize>().AddSingleton<JobQueue>().AddSingleton<JobCallers>()
        .AddHostedService<JobRunner>()
        .AddSingleton<JobPruning>().AddHostedService<JobHost<JobPruning>>();
}
