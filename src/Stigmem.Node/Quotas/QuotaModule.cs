using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quotas.Sql;

namespace Stigmem.Node.Quotas;

/// <summary>How much a caller may ask for.</summary>
internal static class QuotaModule
{
    public static IServiceCollection AddQuotas(this IServiceCollection services) => services
        .AddSingleton<QuotaMetrics>().AddSingleton<QuotaBucketRows>().AddSingleton<QuotaBuckets>().AddSingleton<QuotaGate>()
        .AddSingleton<QuotaFlushJob>().AddHostedService(provider => provider.GetRequiredService<QuotaFlushJob>())
        .AddHostedService<JobHost<QuotaFlushJob>>();
}
